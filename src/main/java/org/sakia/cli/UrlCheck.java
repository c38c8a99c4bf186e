package org.sakia.cli;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.sakia.config.ConfigException;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.SakiaConfig;
import org.sakia.guide.Guide;
import org.sakia.guide.JobText;
import org.sakia.guide.NoGuideException;
import org.sakia.job.ExportJob;
import org.sakia.job.RunMode;
import org.sakia.request.JobAbortedException;

/**
 * {@code sakia check --url}: looks at an API that no job describes yet, through the request route of a job made up for
 * it, and prints the job to stdout, all else to stderr.
 */
final class UrlCheck {

    /** One a second; the long period is there so that the ledger keeps them for the run that may follow. */
    private static final String RATE = "1/1s,3600/1h";

    private static final Path DEFAULT_STATE = Path.of(".sakia");
    private static final int SHORTEST_SECRET = 4;

    private final CommonOptions options;
    private final Map<String, String> headers;
    private final JobOptions job;

    private UrlCheck(CommonOptions options, Map<String, String> headers, JobOptions job) {
        this.options = options;
        this.headers = headers;
        this.job = job;
    }

    /**
     * Prepares the look; nothing is asked yet.
     *
     * @param headers as in {@code Name: value}
     * @throws IllegalArgumentException if URL or headers cannot be used; the message says why, without a header's value
     */
    static UrlCheck of(String url, List<String> headers, CommonOptions options) {
        if (!url.contains("://")) {
            throw new IllegalArgumentException(
                    "--url needs the whole URL with its scheme; is it https://" + url.replaceFirst("^/+", "") + " ?");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(
                        "--header is written as in --header 'Authorization: Bearer ...': a name, a colon and the value");
            }
            fields.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("url", url);
        fields.forEach((name, value) -> settings.put("header." + name, value));
        settings.put("pagination", "none");
        settings.put("rate", RATE);
        settings.put("workers", "1");
        try {
            return new UrlCheck(options, fields, JobOptions.of(name(url, options.config()), settings));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.problems().stream()
                    .map(problem -> "--" + problem.key().replaceFirst("^(\\w+)\\.", "$1 ") + ": " + problem.sentence())
                    .collect(Collectors.joining("\n")));
        }
    }

    /** A name that the configuration does not use yet. */
    private static String name(String url, Path config) {
        String name = nameFor(url);
        Properties known = new Properties();
        try (Reader file = Files.newBufferedReader(config)) {
            known.load(file);
        } catch (IOException | IllegalArgumentException none) {
            return name;
        }
        int count = 1;
        String free = name;
        while (isTaken(known, free)) {
            count++;
            free = name + "-" + count;
        }
        return free;
    }

    private static String nameFor(String url) {
        try {
            return JobText.nameFor(URI.create(url));
        } catch (IllegalArgumentException malformed) {
            return "export";
        }
    }

    private static boolean isTaken(Properties known, String name) {
        return known.stringPropertyNames().stream().anyMatch(key -> key.startsWith("sakia.job." + name + "."));
    }

    /** Looks, and prints. */
    int run() throws Exception {
        Path state = Optional.ofNullable(options.properties().get("sakia.state"))
                .map(Path::of)
                .orElse(DEFAULT_STATE);
        Guide guide = new Guide(job.get(Options.URL), Clock.systemDefaultZone());
        try (Session session = Session.start(SakiaConfig.of(job, state), options.config(), options);
                ExportJob asking = session.prepare(job, RunMode.CHECK)) {
            talk(guide, asking);
        } catch (NoGuideException | JobAbortedException e) {
            System.err.println(mask(e.getMessage()) + ".");
            return ExitCode.ABORTED;
        }
        String text = JobText.of(job.name(), guide.findings(), headers);
        System.out.write(text.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        return ExitCode.OK;
    }

    private void talk(Guide guide, ExportJob asking)
            throws NoGuideException, JobAbortedException, InterruptedException {
        int asked = 0;
        for (Optional<Guide.Ask> ask = guide.next(); ask.isPresent(); ask = guide.next()) {
            asked++;
            tell(asked, ask.get());
            // The job's own rate keeps a second anyway.
            Thread.sleep(ask.get().pause().toMillis());
            try {
                guide.hear(asking.check().ask(ask.get().url()));
            } catch (JobAbortedException e) {
                if (asked == 1) {
                    throw e;
                }
                guide.unanswered(mask(e.getMessage()));
            }
        }
    }

    private void tell(int asked, Guide.Ask ask) {
        String pause = ask.pause().compareTo(Duration.ofSeconds(2)) > 0
                ? ", in " + ask.pause().toSeconds() + " s, since the API announces a limit"
                : "";
        System.err.println("Request " + asked + " of at most " + Guide.MOST_REQUESTS + pause + ": "
                + mask(ask.url().toString()));
    }

    private String mask(String text) {
        String masked = text;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getValue().length() >= SHORTEST_SECRET && !JobText.isOpen(header.getKey())) {
                masked = masked.replace(header.getValue(), "***");
            }
        }
        return job.secrets().mask(masked);
    }
}
