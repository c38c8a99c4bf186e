package org.sakia.config;

import java.util.List;
import java.util.function.Function;
import org.sakia.request.AllowedHost;

/** The kinds of value that say who asks. No sentence repeats a value that may be secret. */
final class AuthTypes {

    private AuthTypes() {}

    /** What a header can hold, as {@code header.<Name>} has it. */
    static ValueType<String> headerValue(String word) {
        return ValueType.of(word, "", text -> {
            if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalArgumentException("the value has a line break, a control character or one beyond ASCII"
                        + " in it, which a header cannot hold");
            }
            return text;
        });
    }

    static ValueType<String> headerName() {
        return ValueType.of("header name", "", ApiTypes::headerName);
    }

    static ValueType<String> user() {
        return text("user name", false, text -> {
            if (text.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "the value has a colon in it, which a user name cannot (RFC 7617); the password is auth-password");
            }
            return text;
        });
    }

    /** @param emptyAllowed as some APIs want it, which take a key for the user and nothing for the password */
    static ValueType<String> text(String word, boolean emptyAllowed) {
        return text(word, emptyAllowed, Function.identity());
    }

    private static ValueType<String> text(String word, boolean emptyAllowed, Function<String, String> rule) {
        return new ValueType<>(word, "", emptyAllowed, text -> {
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("the value has a line break or a control character in it");
            }
            return rule.apply(text);
        });
    }

    static ValueType<List<AllowedHost>> hosts() {
        return ValueTypes.list("list", "hosts such as files.example.com or 10.0.0.5:8080", AllowedHost::parse);
    }
}
