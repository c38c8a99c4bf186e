package org.sakia.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sakia.job.ExportJob;
import org.sakia.monitor.JobStats;

/**
 * The one line that tells how a run goes: a bar in a terminal, a plain line now and then elsewhere. On stderr, so that
 * stdout stays the summary's.
 */
final class Progress {

    private static final Duration BAR_EVERY = Duration.ofMillis(500);
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);
    private static final int NARROWEST = 110;

    private final List<ExportJob> jobs;
    private final PrintStream target;
    private final Optional<ProgressBar> bar;
    private final ScheduledExecutorService ticker;
    private final boolean shown;

    private Progress(List<ExportJob> jobs, boolean shown, boolean terminal) {
        this.jobs = jobs;
        this.shown = shown;
        this.target = System.err;
        this.bar = shown && terminal ? Optional.of(bar(jobs, target)) : Optional.empty();
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        if (shown) {
            Duration every = bar.isPresent() ? BAR_EVERY : LINE_EVERY;
            ticker.scheduleWithFixedDelay(this::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** What a line of somebody else's begins with: in a terminal it takes a bar away, which comes again by itself. */
    static String lineOfItsOwn() {
        return System.console() == null ? "" : "\r\u001b[K";
    }

    /** Begins to show how these jobs go. */
    static Progress show(List<ExportJob> jobs, boolean wanted) {
        return new Progress(jobs, wanted, System.console() != null);
    }

    private static ProgressBar bar(List<ExportJob> jobs, PrintStream target) {
        return new ProgressBarBuilder()
                .setTaskName(jobs.size() == 1 ? jobs.get(0).name() : jobs.size() + " jobs")
                .setUnit(" pages", 1)
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) BAR_EVERY.toMillis())
                .setMaxRenderedLength(NARROWEST)
                .setConsumer(new OneLine(target, NARROWEST))
                .build();
    }

    private void tick() {
        bar.ifPresentOrElse(this::update, () -> target.println(line()));
    }

    private void update(ProgressBar shownBar) {
        pages().ifPresent(shownBar::maxHint);
        shownBar.stepTo(done());
        shownBar.setExtraMessage(state());
        shownBar.refresh();
    }

    private String line() {
        OptionalLong pages = pages();
        return String.format(
                Locale.ROOT,
                "%,d%s pages, %s",
                done(),
                pages.isPresent() ? String.format(Locale.ROOT, " of %,d", pages.getAsLong()) : "",
                state());
    }

    private String state() {
        Optional<String> waiting = jobs.stream()
                .map(ExportJob::waitingFor)
                .flatMap(Optional::stream)
                .findFirst();
        if (waiting.isPresent()) {
            return waiting.get();
        }
        long records = jobs.stream().mapToLong(job -> job.stats().records()).sum();
        int inFlight = jobs.stream().mapToInt(job -> job.stats().inFlight()).sum();
        String rate = jobs.size() == 1
                ? ", " + rate(jobs.get(0))
                : String.format(
                        Locale.ROOT,
                        ", %.1f requests/s",
                        jobs.stream()
                                .mapToDouble(job -> job.stats().requestsPerSecond())
                                .sum());
        return String.format(Locale.ROOT, "%,d records%s, %d in flight", records, rate, inFlight);
    }

    private static String rate(ExportJob job) {
        JobStats stats = job.stats();
        return allowed(job, stats)
                + (job.limit().paceShare().orElse(1) < 1
                        ? String.format(
                                Locale.ROOT,
                                " (pace at %.0f %%)",
                                job.limit().paceShare().orElse(1) * 100)
                        : "");
    }

    private static String allowed(ExportJob job, JobStats stats) {
        return job.limit()
                .tightestRate()
                .map(limit -> String.format(
                        Locale.ROOT, "%.1f of the %s allowed", stats.requestsPer(limit.period()), limit.text()))
                .orElseGet(() -> String.format(Locale.ROOT, "%.1f requests/s", stats.requestsPerSecond()));
    }

    private long done() {
        return jobs.stream()
                .mapToLong(job -> job.resumed()
                        + job.stats().pagesDelivered()
                        + job.stats().pagesFailed())
                .sum();
    }

    private OptionalLong pages() {
        List<OptionalLong> each = jobs.stream().map(job -> job.plan().pages()).toList();
        return each.stream().allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(
                        each.stream().mapToLong(OptionalLong::getAsLong).sum())
                : OptionalLong.empty();
    }

    /** Shows the last figures and ends. */
    void close() {
        ticker.shutdownNow();
        bar.ifPresent(shownBar -> {
            update(shownBar);
            shownBar.close();
        });
        if (shown && bar.isEmpty()) {
            target.println(line());
        }
    }
}
