package org.sakia.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sakia.config.JobOptions;
import org.sakia.job.ExportJob;
import org.sakia.job.FreshStartException;
import org.sakia.job.JobEnd;
import org.sakia.job.JobReport;
import org.sakia.job.RouteWatch;
import org.sakia.job.RunMode;
import org.sakia.ledger.JobLockedException;
import org.sakia.ledger.JobState;
import org.sakia.ledger.LedgerException;
import org.sakia.request.JobAbortedException;

/** Runs jobs side by side to their end: what run, retry and demo share. */
final class JobRun {

    private final Session session;
    private final CommonOptions options;

    JobRun(Session session, CommonOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Runs the jobs of these names, all if there are none; prints progress and summary, writes the report.
     *
     * @return what each came to, in the order of the configuration
     */
    List<JobReport> run(Collection<String> names, boolean retryFailed, boolean fresh)
            throws IOException, InterruptedException {
        RunMode mode = new RunMode(retryFailed, fresh, options.mostPages(), false);
        List<JobOptions> wanted = session.jobs(names);
        Map<String, JobReport> ended = new HashMap<>();
        List<ExportJob> taken = new ArrayList<>();
        try {
            for (JobOptions job : wanted) {
                take(job, mode, taken, ended);
            }
            StopSignals.install(() -> taken.forEach(ExportJob::interrupt));
            List<ExportJob> jobs =
                    taken.stream().filter(job -> !ended.containsKey(job.name())).toList();
            run(jobs).forEach(report -> ended.put(report.job(), report));
            List<JobReport> reports =
                    wanted.stream().map(job -> ended.get(job.name())).toList();
            reports.forEach(report -> System.out.println(Summary.of(report)));
            if (options.report().isPresent()) {
                ReportFile.write(options.report().get(), reports);
            }
            return reports;
        } finally {
            taken.forEach(ExportJob::close);
        }
    }

    /** Takes a job; one that somebody else holds, or that is complete, has its report already. */
    private void take(JobOptions options, RunMode mode, List<ExportJob> taken, Map<String, JobReport> ended)
            throws IOException {
        try {
            ExportJob job = session.prepare(options, mode);
            taken.add(job);
            if (job.isAlreadyComplete()) {
                ended.put(job.name(), job.report(new JobEnd(JobState.COMPLETE, "already complete")));
            }
        } catch (JobLockedException held) {
            ended.put(options.name(), session.refused(options, held));
        } catch (FreshStartException left) {
            ended.put(options.name(), session.refused(options, left));
        }
    }

    /** The exit code for what jobs came to. */
    static int exitCode(List<JobReport> reports) {
        return ExitCode.worst(reports.stream()
                .map(report -> ExitCode.of(JobState.ofWord(report.state())))
                .toList());
    }

    private List<JobReport> run(List<ExportJob> jobs) throws InterruptedException {
        if (jobs.isEmpty()) {
            return List.of();
        }
        // Before the start, which waits for a sink that does not answer.
        Progress progress = Progress.show(jobs, options.progress());
        // Each job has a thread that waits for its end, so that none holds up another one's landing.
        ExecutorService ends = Executors.newFixedThreadPool(jobs.size());
        Optional<RouteWatch> watch = session.watch(
                jobs, options.verbose() ? said -> {} : said -> System.err.println(Progress.lineOfItsOwn() + said));
        try {
            Map<String, CompletableFuture<JobReport>> running = new HashMap<>();
            jobs.forEach(job -> running.put(job.name(), new CompletableFuture<>()));
            jobs.stream().filter(job -> parent(job, running).isEmpty()).forEach(JobRun::start);
            List<JobReport> reports = new ArrayList<>();
            for (Future<JobReport> report :
                    ends.invokeAll(jobs.stream().map(job -> end(job, running)).toList())) {
                reports.add(report.get());
            }
            return reports;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            ends.shutdownNow();
            watch.ifPresent(RouteWatch::close);
            progress.close();
        }
    }

    /** The end of the job of this run whose records give that job its partitions. */
    private static Optional<CompletableFuture<JobReport>> parent(
            ExportJob job, Map<String, CompletableFuture<JobReport>> running) {
        return job.parent().map(running::get);
    }

    private static Callable<JobReport> end(ExportJob job, Map<String, CompletableFuture<JobReport>> running) {
        return () -> {
            try {
                Optional<CompletableFuture<JobReport>> parent = parent(job, running);
                if (parent.isPresent()) {
                    parent.get().get();
                    start(job);
                }
                JobReport report = job.report(job.await());
                running.get(job.name()).complete(report);
                return report;
            } finally {
                running.get(job.name()).cancel(false);
            }
        };
    }

    private static synchronized void start(ExportJob job) {
        try {
            job.start();
        } catch (JobAbortedException | LedgerException e) {
            job.fail(e);
        }
    }
}
