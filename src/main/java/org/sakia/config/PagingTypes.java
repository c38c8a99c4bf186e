package org.sakia.config;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sakia.page.BodyCondition;
import org.sakia.page.FieldPath;
import org.sakia.page.MoreFlag;
import org.sakia.plan.TimeFormat;
import org.sakia.plan.TimeWindows;
import org.sakia.request.HttpMethod;

/** The kinds of value that say how pages are asked for, and what parts a source has. */
final class PagingTypes {

    private PagingTypes() {}

    static ValueType<MoreFlag> moreFlag() {
        return ValueType.of("JSON path", "a.b, or !a.b to turn it round", MoreFlag::parse);
    }

    static ValueType<HttpMethod> method() {
        String words = Arrays.stream(HttpMethod.values()).map(Enum::name).collect(Collectors.joining(" or "));
        return ValueType.of("word", words, text -> Arrays.stream(HttpMethod.values())
                .filter(method -> method.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not known; write " + words)));
    }

    static ValueType<String> body() {
        return ValueType.of("text", "JSON, or a form such as q=all&from={offset}", text -> text);
    }

    static ValueType<List<BodyCondition>> conditions() {
        return ValueTypes.list("list", "conditions such as /ok:false", BodyCondition::parse);
    }

    static ValueType<ParentRecords> parent() {
        return ValueType.of("job and JSON path", "as in customers:/id", text -> {
            int colon = text.indexOf(':');
            if (colon < 1 || colon == text.length() - 1) {
                throw new IllegalArgumentException("'" + text + "' names no job and field; write customers:/id");
            }
            return new ParentRecords(text.substring(0, colon), FieldPath.parse(text.substring(colon + 1)));
        });
    }

    static ValueType<TimeWindows> window() {
        return ValueType.of("windows of time", "as in updated_at:2024-01-01..2026-01-01/7d", TimeWindows::parse);
    }

    static ValueType<TimeFormat> timeFormat() {
        return ValueType.of("time format", "iso, date, epoch-s, epoch-ms or a pattern", text -> {
            try {
                return TimeFormat.parse(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no format of times; write iso, date, epoch-s, epoch-ms, or a pattern such as"
                                + " yyyy-MM-dd HH:mm:ss",
                        e);
            }
        });
    }
}
