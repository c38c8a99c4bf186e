package org.sakia.guide;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sakia.config.JobOptions;
import org.sakia.config.Secrets;

/**
 * A job as it is put into {@code application.properties}, with comments that say how it is known. Values of headers and
 * of secret parameters stand in it as {@code {{env:NAME}}} only.
 */
public final class JobText {

    private static final int WIDTH = 78;
    private static final Pattern WORD = Pattern.compile("[^A-Z0-9]+");

    /** Headers that say what is wanted, not who asks. */
    private static final Set<String> OPEN_HEADERS =
            Set.of("accept", "accept-language", "content-type", "user-agent", "cache-control");

    private final String name;
    private final Findings findings;
    private final Map<String, String> headers;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> variables = new TreeMap<>();

    private JobText(String name, Findings findings, Map<String, String> headers) {
        this.name = name;
        this.findings = findings;
        this.headers = headers;
    }

    /**
     * Writes a job.
     *
     * @param name    of the job
     * @param headers that were sent, with their values
     * @return lines of a properties file
     * @throws org.sakia.config.ConfigException if Sakia would not take it, which is a mistake of this class
     */
    public static String of(String name, Findings findings, Map<String, String> headers) {
        JobText job = new JobText(name, findings, headers);
        job.write();
        job.readBack();
        return job.text.toString();
    }

    /** A name for a job that exports this URL: {@code orders} for {@code https://api.example.com/v2/orders.json}. */
    public static String nameFor(URI url) {
        String word = RecordArray.resource(url)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return word.isEmpty() ? "export" : word.substring(0, Math.min(40, word.length()));
    }

    private void write() {
        comment("Made by sakia check --url from "
                + (findings.requests() == 1 ? "1 answer" : findings.requests() + " answers")
                + " of the API. Put it into application.properties, read what is said here, and go on with: ./sakia check "
                + name + ", ./sakia preview " + name + ", ./sakia run " + name);
        text.append('\n');
        access();
        text.append('\n');
        comment("Rate: " + findings.rate().comment());
        option("rate", findings.rate().rate().text());
        text.append('\n');
        findings.known().forEach(this::comment);
        findings.paging().forEach(this::option);
        size();
        text.append('\n');
        findings.shown().forEach(this::comment);
        option("records", findings.records());
        option("total", findings.total().orElse("none"));
        if (!findings.untold().isEmpty()) {
            text.append('\n');
            comment("What could not be told:");
            findings.untold().forEach(line -> comment("- " + line));
        }
    }

    private void access() {
        Query query = Query.of(findings.url());
        List<Query.Parameter> secret = query.parameters().stream()
                .filter(parameter -> Secrets.none().isSecretName(parameter.name()))
                .toList();
        option(
                "url",
                query.without(Secrets.none()::isSecretName).on(findings.url()).toString());
        Map<String, String> hidden = new LinkedHashMap<>();
        secret.forEach(parameter -> hidden.put("query." + parameter.name(), variable(parameter.name(), "")));
        headers.forEach((header, value) -> {
            if (isOpen(header)) {
                option("header." + header, value);
            } else {
                hidden.put("header." + header, variable(header, value));
            }
        });
        if (!hidden.isEmpty()) {
            comment("Credentials are not written down: set " + String.join(" and ", variables.keySet())
                    + " in the environment.");
            hidden.forEach(this::option);
        }
    }

    /** Whether the value of a header says what is wanted, not who asks, so that it may be shown. */
    public static boolean isOpen(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return OPEN_HEADERS.contains(name) || name.endsWith("-version");
    }

    /** {@code Bearer {{env:ORDERS_TOKEN}}} for what was given as {@code Bearer abc}. */
    private String variable(String what, String value) {
        boolean authorization = what.equalsIgnoreCase("Authorization");
        int blank = value.indexOf(' ');
        String scheme = authorization && blank > 0 && value.substring(0, blank).matches("(?i)bearer|basic|token")
                ? value.substring(0, blank + 1)
                : "";
        String word = authorization
                ? "TOKEN"
                : WORD.matcher(what.toUpperCase(Locale.ROOT)).replaceAll("_");
        String variable = WORD.matcher(name.toUpperCase(Locale.ROOT)).replaceAll("_") + "_" + word;
        variables.put(variable, what);
        return scheme + "{{env:" + variable + "}}";
    }

    private void size() {
        boolean single = "none".equals(findings.paging().get("pagination"));
        if (single) {
            return;
        }
        if (!findings.size().comment().isEmpty()) {
            comment("Page size: " + findings.size().comment());
        }
        option("page-size", Long.toString(Math.min(1_000_000, findings.size().records())));
        option("limit-param", findings.size().param().orElse("none"));
    }

    private void option(String key, String value) {
        text.append("sakia.job.")
                .append(name)
                .append('.')
                .append(escaped(key).replaceAll("([:= ])", "\\\\$1"))
                .append(value.isEmpty() ? " =" : " = ")
                .append(escaped(value))
                .append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\");
    }

    private void comment(String sentence) {
        List<String> lines = new ArrayList<>(List.of("#"));
        for (String word : Printable.text(sentence, 2_000).split(" ")) {
            String last = lines.get(lines.size() - 1);
            if (last.length() + 1 + word.length() > WIDTH && last.length() > 1) {
                lines.add(sentence.startsWith("- ") ? "#   " + word : "# " + word);
            } else {
                lines.set(lines.size() - 1, last + " " + word);
            }
        }
        lines.forEach(line -> text.append(line).append('\n'));
    }

    private void readBack() {
        Properties read = new Properties();
        try {
            read.load(new StringReader(text.toString()));
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        String prefix = "sakia.job." + name + ".";
        read.stringPropertyNames()
                .forEach(key -> settings.put(
                        key.substring(prefix.length()),
                        read.getProperty(key).replaceAll("\\{\\{env:[A-Z0-9_]+}}", "secret")));
        JobOptions.of(name, settings);
    }
}
