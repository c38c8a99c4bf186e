package org.sakia.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of any text before it reaches a log, the ledger, a metric or a person: the values that the
 * configuration holds or a run has learnt, and what looks like a credential by its name. Masks rather too much than too
 * little. Thread-safe.
 */
public final class Secrets {

    private static final String MASK = "***";

    /** A shorter value would tear holes into every text. */
    private static final int SHORTEST = 4;

    /** Tokens that run out one after the other, each a while in texts that are still to come. */
    private static final int MOST_LEARNT = 16;

    private static final Pattern PARAMETER_NAME = Pattern.compile("(?<![\\w.\\-\\[\\]%])([\\w.\\-\\[\\]%]++)=");
    private static final Pattern PARAMETER_VALUE = Pattern.compile("[^&\\s#\"'<>]++");
    private static final Pattern HEADER =
            Pattern.compile("(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie)(\"?\\s*[:=]\\s*)[^\\r\\n]+");
    private static final Pattern OTHER_HEADER = Pattern.compile("(?i)\\b(x-[\\w-]++)(\"?\\s*:\\s*)([^\\r\\n,]+)");
    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s@?#]++@");

    private final SecretNames names;
    private final Set<String> configured;
    private final Deque<String> learnt = new ArrayDeque<>();
    private volatile List<String> values;

    /** Knows the given values and the names. */
    Secrets(SecretNames names, Collection<String> known) {
        this.names = names;
        this.configured = Set.copyOf(known);
        this.values = forms(configured);
    }

    /** Masks this text too from now on: an access token, which only a run comes to know. The last few are kept. */
    public synchronized void learn(String secret) {
        learnt.remove(secret);
        learnt.addLast(secret);
        if (learnt.size() > MOST_LEARNT) {
            learnt.removeFirst();
        }
        Set<String> all = new LinkedHashSet<>(configured);
        all.addAll(learnt);
        values = forms(all);
    }

    /** Whether a text is one of the secrets that are known by their value. */
    public boolean isSecret(String text) {
        return text.length() >= SHORTEST && values.contains(text);
    }

    private static List<String> forms(Collection<String> known) {
        Set<String> forms = new LinkedHashSet<>();
        for (String value : known) {
            if (value.length() >= SHORTEST) {
                String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
                String percent = encoded.replace("+", "%20");
                String quoted =
                        value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
                // How Camel writes RAW(...) in a URI, and how an API repeats it in JSON, PHP's escaping more, and in
                // HTML.
                forms.addAll(List.of(
                        value,
                        encoded,
                        percent,
                        lowerHex(encoded),
                        lowerHex(percent),
                        value.replace("%", "%25"),
                        quoted,
                        quoted.replace("/", "\\/"),
                        html(value)));
            }
        }
        // The longest first: a secret that begins with another one must not leave its rest behind.
        List<String> sorted = new ArrayList<>(forms);
        sorted.sort(Comparator.comparingInt(String::length).reversed());
        return List.copyOf(sorted);
    }

    private static String lowerHex(String encoded) {
        return Pattern.compile("%\\p{XDigit}{2}").matcher(encoded).replaceAll(escape -> escape.group()
                .toLowerCase(Locale.ROOT));
    }

    private static String html(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** No known values, the built-in names only: for what runs before or without a configuration. */
    public static Secrets none() {
        return new Secrets(new SecretNames(List.of()), List.of());
    }

    /** The text with {@code ***} in place of every secret; the same text if there is none. */
    public String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        if (masked.indexOf('=') >= 0) {
            masked = maskParameters(masked);
        }
        if (masked.indexOf(':') >= 0 || masked.indexOf('=') >= 0) {
            masked = HEADER.matcher(masked).replaceAll("$1$2" + Matcher.quoteReplacement(MASK));
            masked = OTHER_HEADER.matcher(masked).replaceAll(this::header);
            masked = USER_INFO.matcher(masked).replaceAll("://" + Matcher.quoteReplacement(MASK) + "@");
        }
        return masked;
    }

    /** The value of another parameter is searched too: it may be a URL with a query of its own. */
    private String maskParameters(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        Matcher name = PARAMETER_NAME.matcher(text);
        Matcher value = PARAMETER_VALUE.matcher(text);
        int done = 0;
        while (name.find()) {
            if (name.start() >= done
                    && names.matches(name.group(1))
                    && value.region(name.end(), text.length()).lookingAt()) {
                masked.append(text, done, name.end()).append(MASK);
                done = value.end();
            }
        }
        return done == 0 ? text : masked.append(text, done, text.length()).toString();
    }

    private String header(MatchResult found) {
        return Matcher.quoteReplacement(
                names.matches(found.group(1)) ? found.group(1) + found.group(2) + MASK : found.group());
    }

    /** Whether one of the known values stands in a text, plainly or percent-encoded. */
    public boolean isIn(String text) {
        return values.stream().anyMatch(text::contains);
    }

    /** Whether a parameter, header or placeholder of this name holds a secret. */
    public boolean isSecretName(String name) {
        return names.matches(name);
    }
}
