package org.sakia.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.job.ExportJob;
import org.sakia.job.JobEnd;
import org.sakia.job.JobReport;
import org.sakia.job.JobSettings;
import org.sakia.job.LoadedRoutes;
import org.sakia.job.RouteFiles;
import org.sakia.job.RunMode;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.JobStatus;
import org.sakia.ledger.Ledger;

/** One run of a job named {@code orders} in a Camel context of its own: what the pipeline's tests are made of. */
final class Export implements AutoCloseable {

    static final String JOB = "orders";

    private final Path folder;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private RunMode mode = RunMode.RESUME;
    private Path routes = Path.of("no-such-folder");
    private Ledger ledger;
    private LoadedRoutes loaded;
    private ExportJob job;
    private JobOptions options;
    private JobLedger taken;

    private Export(Path folder) {
        this.folder = folder;
        settings.put("out", folder.resolve("out").toString());
        settings.put("retry-delay", "10ms");
        settings.put("retry-max-delay", "200ms");
        settings.put("stop-timeout", "5s");
    }

    static Export of(Path folder, Object url) {
        return new Export(folder).with("url", url);
    }

    Export with(String key, Object value) {
        settings.put(key, value.toString());
        return this;
    }

    Export with(Map<String, String> more) {
        settings.putAll(more);
        return this;
    }

    Export mode(RunMode newMode) {
        mode = newMode;
        return this;
    }

    CamelContext context() {
        return context;
    }

    Path out() {
        return folder.resolve("out");
    }

    /** Takes route templates from this folder first. */
    Export routes(Path newRoutes) {
        routes = newRoutes;
        return this;
    }

    /** Begins the run. */
    ExportJob start() throws Exception {
        ExportJob prepared = prepare();
        prepared.start();
        return prepared;
    }

    /** Loads the templates and binds the job's beans; no route is started. */
    ExportJob prepare() throws Exception {
        options = JobOptions.forLab(JOB, settings);
        loaded = RouteFiles.load(context, routes, List.of(options.get(Options.STRATEGY)));
        Path state = folder.resolve("state");
        ledger = Ledger.open(state);
        taken = ledger.take(JOB, options.fingerprint());
        context.start();
        job = new ExportJob(context, options, taken, new JobSettings(state, options.secrets(), mode));
        return job;
    }

    /** What the job's routes are made of. */
    LoadedRoutes loaded() {
        return loaded;
    }

    JobOptions options() {
        return options;
    }

    JobLedger ledger() {
        return taken;
    }

    /** Asks for the first page only, as the command of that name does. */
    void check() throws Exception {
        mode(RunMode.CHECK);
        prepare().check().firstPage();
    }

    /** Runs to the end. */
    JobReport run() throws Exception {
        ExportJob started = start();
        JobEnd end = started.await();
        return started.report(end);
    }

    /** What the ledger says when the run has ended. */
    JobStatus status() {
        return Ledger.status(folder.resolve("state"), List.of(JOB), 100).get(0);
    }

    /** Every record in the output, sorted by file name, which is source order. */
    static List<String> records(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.toString().endsWith(".ndjson"))
                    .sorted()
                    .flatMap(Export::lines)
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (job != null) {
            job.close();
        }
        context.stop();
        if (ledger != null) {
            ledger.close();
        }
    }
}
