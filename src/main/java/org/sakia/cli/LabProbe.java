package org.sakia.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.job.ExportJob;
import org.sakia.job.JobEnd;
import org.sakia.job.JobReport;
import org.sakia.job.JobSettings;
import org.sakia.job.RouteFiles;
import org.sakia.job.RunMode;
import org.sakia.ledger.Ledger;

/**
 * The process in which the lab runs one strategy: exports a job, and notes what only the process itself can see. Its
 * arguments are the folder it works in, with {@code job.properties}, the folder of routes, and the most pages or 0.
 */
public final class LabProbe {

    /** What the process leaves in its folder. */
    static final String RESULT = "result.json";

    private static final String JOB = "lab";
    private static final Duration HEAP_EVERY = Duration.ofMillis(500);
    private static final Duration RECORD_EVERY = Duration.ofMillis(2);

    private LabProbe() {}

    /** Runs the strategy and writes the result. */
    public static void main(String[] arguments) throws Exception {
        endWithParent();
        Path folder = Path.of(arguments[0]);
        Logs.configure(folder, false, text -> text);
        JobOptions options = JobOptions.forLab(JOB, settings(folder));
        long pages = Long.parseLong(arguments[2]);
        AtomicLong firstRecord = new AtomicLong();
        AtomicLong heap = new AtomicLong();
        ScheduledExecutorService watch = Executors.newScheduledThreadPool(2);
        try (DefaultCamelContext context = new DefaultCamelContext();
                Ledger ledger = Ledger.open(folder)) {
            context.start();
            RouteFiles.load(context, Path.of(arguments[1]), List.of(options.get(Options.STRATEGY)));
            RunMode mode = pages > 0 ? RunMode.trial(pages) : RunMode.RESUME;
            try (ExportJob job = new ExportJob(
                    context,
                    options,
                    ledger.take(JOB, options.fingerprint()),
                    new JobSettings(folder, options.secrets(), mode))) {
                Runnable lookAtHeap = () -> heap.accumulateAndGet(liveHeap(), Math::max);
                repeat(watch, HEAP_EVERY, lookAtHeap);
                repeat(watch, RECORD_EVERY, () -> noteFirst(job, firstRecord));
                job.start();
                JobEnd end = job.await();
                noteFirst(job, firstRecord);
                // A short run may be over before all of its classes were there when the watch looked.
                lookAtHeap.run();
                write(folder, job.report(end), firstRecord.get(), heap.get());
            }
        } finally {
            watch.shutdownNow();
        }
        System.exit(ExitCode.OK);
    }

    /** Whoever started this process holds its standard input; a lab that was killed leaves no strategy behind. */
    private static void endWithParent() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException closed) {
                        // As good as its end.
                    }
                    Runtime.getRuntime().halt(ExitCode.ERROR);
                },
                "parent");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static Map<String, String> settings(Path folder) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve("job.properties"))) {
            properties.load(in);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }

    private static void repeat(ScheduledExecutorService watch, Duration every, Runnable look) {
        watch.scheduleWithFixedDelay(look, 0, every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void noteFirst(ExportJob job, AtomicLong firstRecord) {
        if (job.stats().records() > 0) {
            firstRecord.compareAndSet(0, System.currentTimeMillis());
        }
    }

    /** What a strategy holds on to: what a collection has left, and not what has come since, which may be any amount. */
    private static long liveHeap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static void write(Path folder, JobReport report, long firstRecord, long heap) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode result = json.createObjectNode()
                .put("state", report.state())
                .put("message", report.message())
                .put("delivered_pages", report.pages().delivered())
                .put("first_record_ms", firstRecord)
                .put("heap_bytes", heap);
        Files.write(folder.resolve(RESULT), json.writeValueAsBytes(result));
    }
}
