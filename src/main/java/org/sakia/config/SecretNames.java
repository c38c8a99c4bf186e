package org.sakia.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells by its name whether a parameter, header or placeholder is secret. A word of up to {@value #SHORT} letters
 * counts at the end of a part of the name only ({@code api-key}, {@code devKey}, but not {@code keyword}), a longer one
 * anywhere. Immutable.
 */
final class SecretNames {

    /** Words that always mark a secret. */
    static final List<String> BUILT_IN = List.of(
            "token",
            "key",
            "api_key",
            "apikey",
            "secret",
            "password",
            "passwd",
            "passphrase",
            "pass",
            "pwd",
            "access_token",
            "auth",
            "authorization",
            "signature",
            "sig",
            "hmac",
            "credential",
            "jwt",
            "bearer",
            "session",
            "cookie");

    private static final int SHORT = 4;
    private static final Pattern PART_BORDER = Pattern.compile("[^\\p{Alnum}]+|(?<=\\p{Lower})(?=\\p{Upper})");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{Alnum}]+");
    private static final Pattern LAST_DIGITS = Pattern.compile("\\d+$");

    private final List<String> words;

    /** @param more words beside the built-in ones */
    SecretNames(Collection<String> more) {
        List<String> all = new ArrayList<>(BUILT_IN);
        all.addAll(more);
        words = all.stream()
                .map(word -> NO_LETTER.matcher(word).replaceAll("").toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** These names and others beside them. */
    SecretNames and(Collection<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return more.isEmpty() ? this : new SecretNames(all);
    }

    boolean matches(String name) {
        String plain = decoded(name);
        String joined = NO_LETTER.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
        List<String> parts = PART_BORDER
                .splitAsStream(plain)
                .map(part -> LAST_DIGITS.matcher(part).replaceAll("").toLowerCase(Locale.ROOT))
                .toList();
        return words.stream()
                .anyMatch(word -> word.length() > SHORT
                        ? joined.contains(word)
                        : parts.stream().anyMatch(part -> part.endsWith(word)));
    }

    private static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
