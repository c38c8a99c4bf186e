package org.sakia.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads a total: a whole number of at least 0 in any spelling, or its digits as a string. */
final class TotalValue {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** Digits of Long.MAX_VALUE; a value with more before the decimal point is none. */
    private static final int LONG_DIGITS = 19;

    private TotalValue() {}

    /** The total that the parser's current token is; empty for anything else. */
    static OptionalLong read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        // A longer token was not shown to the parser as a whole.
        if (!token.isScalarValue() || parser.getTextLength() >= TextScan.SHOWN) {
            return OptionalLong.empty();
        }
        String text = parser.getText();
        boolean number = token.isNumeric();
        boolean digits = token == JsonToken.VALUE_STRING && DIGITS.matcher(text).matches();
        return number || digits ? whole(text) : OptionalLong.empty();
    }

    private static OptionalLong whole(String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            if (value.signum() == 0) {
                return OptionalLong.of(0);
            }
            if (value.signum() < 0 || (long) value.precision() - value.scale() > LONG_DIGITS) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(value.longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
