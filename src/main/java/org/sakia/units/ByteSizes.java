package org.sakia.units;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes in bytes as users write and read them: {@code 64KiB}, {@code 1MiB}, {@code 500MB}, {@code 1024B}. A unit is
 * mandatory; capitals do not matter.
 */
public final class ByteSizes {

    private static final String HOW = "; write one such as 64KiB, 1MiB, 500MB or 1024B";
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})([A-Za-z]+)");
    private static final Map<String, Long> UNITS = units();

    private ByteSizes() {}

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("TiB", 1L << 40);
        units.put("TB", 1_000_000_000_000L);
        units.put("GiB", 1L << 30);
        units.put("GB", 1_000_000_000L);
        units.put("MiB", 1L << 20);
        units.put("MB", 1_000_000L);
        units.put("KiB", 1L << 10);
        units.put("KB", 1_000L);
        units.put("B", 1L);
        return units;
    }

    /**
     * Reads a number of bytes.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static long parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            String why = text.matches("\\d+") ? "' has no unit" : "' is no size";
            throw new IllegalArgumentException("'" + text + why + HOW);
        }
        String unit = parts.group(2).toLowerCase(Locale.ROOT);
        for (Map.Entry<String, Long> known : UNITS.entrySet()) {
            if (known.getKey().toLowerCase(Locale.ROOT).equals(unit)) {
                return times(text, Long.parseLong(parts.group(1)), known.getValue());
            }
        }
        throw new IllegalArgumentException("'" + text + "' has an unknown unit" + HOW);
    }

    private static long times(String text, long amount, long unit) {
        if (amount > Long.MAX_VALUE / unit) {
            throw new IllegalArgumentException("'" + text + "' is larger than any disk");
        }
        return amount * unit;
    }

    /** The exact size in the largest unit that divides it: {@code 1GiB}, {@code 500MB}, {@code 1025B}. */
    public static String text(long bytes) {
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (bytes != 0 && bytes % unit.getValue() == 0) {
                return bytes / unit.getValue() + unit.getKey();
            }
        }
        return bytes + "B";
    }
}
