package org.sakia.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sakia.plan.TotalSource;
import org.sakia.request.Quota;
import org.sakia.request.Rate;
import org.sakia.request.Template;
import org.sakia.units.Durations;

/** The kinds of value that say what the API is and what it allows. No sentence repeats a value that may be secret. */
final class ApiTypes {

    /** A token, RFC 9110 section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(" + String.join("|", Template.NAMES) + ")}");

    private static final Pattern RATE = Pattern.compile("(-?\\d{1,9})/(.+)");
    private static final Pattern QUOTA = Pattern.compile("(\\d{1,15})/(.+)");
    private static final String RATE_HOW =
            "write requests/period, for example 100/60s, several as 10/1s,5000/1h, or auto, or none";

    private static final Pattern WEB = Pattern.compile("https?:", Pattern.CASE_INSENSITIVE);

    private ApiTypes() {}

    static ValueType<URI> url() {
        return ValueType.of("URL", "such as https://api.example.com/orders", ApiTypes::readUrl);
    }

    /** Braces are no part of a URL; what stands in place of {@code {partition}} is put in before it is sent. */
    private static String placeholdersEncoded(String text) {
        return PLACEHOLDER.matcher(text).replaceAll("%7B$1%7D");
    }

    private static URI readUrl(String text) {
        if (!WEB.matcher(text).lookingAt()) {
            throw new IllegalArgumentException(
                    "the value is no absolute URL; write one that begins with https:// or http://");
        }
        URI url;
        try {
            url = new URI(placeholdersEncoded(text));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the value is no URL: " + e.getReason() + " at character "
                    + (e.getIndex() + 1) + "; percent-encode what a URL cannot hold");
        }
        if (url.getRawUserInfo() != null || (url.getHost() == null && text.contains("@"))) {
            throw new IllegalArgumentException(
                    "a URL must not hold a user and password; send them in" + " header.Authorization instead");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException(
                    "the URL has no valid host; write it as in https://api.example.com/orders");
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            throw new IllegalArgumentException("the URL's port is out of range; write 1 to 65,535");
        }
        if (url.getRawFragment() != null) {
            throw new IllegalArgumentException("a URL's fragment (from # on) is never sent; leave it out");
        }
        return url;
    }

    static ValueType<RateSetting> rates() {
        ValueType<List<Rate>> limits = ValueTypes.list(
                "rate", "requests/period such as 100/60s, several as 10/1s,5000/1h, auto or none", ApiTypes::readRate);
        return ValueType.of(limits.word(), limits.range(), text -> switch (text) {
            case "none" -> RateSetting.NONE;
            case "auto" -> RateSetting.AUTO;
            default -> new RateSetting(limits.read(text), false);
        });
    }

    private static Rate readRate(String text) {
        Matcher parts = RATE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no rate; " + RATE_HOW);
        }
        try {
            return new Rate(Integer.parseInt(parts.group(1)), Durations.parse(parts.group(2)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no rate: " + e.getMessage(), e);
        }
    }

    static ValueType<Quota> quota() {
        return ValueType.of("quota", "requests/period such as 250000/1d", text -> {
            Matcher parts = QUOTA.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no quota; write requests/period, for example 250000/1d");
            }
            return new Quota(Long.parseLong(parts.group(1)), Durations.parse(parts.group(2)));
        });
    }

    static ValueType<String> groupName() {
        return ValueType.of("name", "of a-z, 0-9 and -", text -> {
            if (!text.matches("[a-z0-9-]+")) {
                throw new IllegalArgumentException("'" + text + "' is no name; write one of a-z, 0-9 and -");
            }
            return text;
        });
    }

    static ValueType<TotalSource> total() {
        return ValueType.of("total", "JSON path, header:<Name>, number or none", text -> {
            if (text.matches("\\d{19,}")) {
                throw new IllegalArgumentException("'" + text + "' is more records than can be counted");
            }
            TotalSource total = TotalSource.parse(text);
            if (total instanceof TotalSource.InHeader header) {
                headerName(header.name());
            }
            return total;
        });
    }

    static ValueType<String> sink() {
        return ValueType.of("sink", "file, kafka or a Camel endpoint URI", text -> {
            if (!text.equals(Options.FILE_SINK) && !text.equals(Options.KAFKA_SINK) && text.indexOf(':') < 1) {
                throw new IllegalArgumentException(
                        "the value is no sink; write file, kafka, or a Camel endpoint URI such as direct:records");
            }
            return text;
        });
    }

    /** Checks one {@code query.<name>}; any value is fine, it is percent-encoded when sent. */
    static void queryEntry(String name, String value) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the parameter's name is missing; write query.<name>");
        }
    }

    /** Checks one {@code header.<Name>}. The sentence never holds the value. */
    static void headerEntry(String name, String value) {
        headerName(name);
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c > '~')) {
            throw new IllegalArgumentException("the value of header '" + name
                    + "' has a line break, a control character or one beyond ASCII in it, which a header cannot hold");
        }
    }

    static String headerName(String name) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + printable(name)
                    + "' is no header name; write letters, digits and dashes, as in X-Api-Version");
        }
        return name;
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
