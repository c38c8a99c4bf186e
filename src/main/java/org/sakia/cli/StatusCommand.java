package org.sakia.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sakia.config.JobOptions;
import org.sakia.config.SakiaConfig;
import org.sakia.ledger.Holder;
import org.sakia.ledger.JobState;
import org.sakia.ledger.JobStatus;
import org.sakia.ledger.Ledger;
import org.sakia.ledger.PageRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sakia status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says what the ledger knows: how jobs stand, and which pages failed and why.")
final class StatusCommand implements Callable<Integer> {

    private static final int MOST_FAILED_PAGES = 100;

    @ParentCommand
    private SakiaApp app;

    @Parameters(paramLabel = "JOB", description = "Jobs to look at; all by default.")
    private List<String> jobs = List.of();

    @Override
    public Integer call() throws IOException {
        SakiaConfig config = Session.read(app.options().config(), app.options());
        List<String> names = config.jobs(jobs).stream().map(JobOptions::name).toList();
        List<JobStatus> known = Ledger.status(config.state(), names, MOST_FAILED_PAGES);
        for (String name : names) {
            known.stream()
                    .filter(status -> status.job().equals(name) && status.state() != JobState.NEW)
                    .findFirst()
                    .ifPresentOrElse(StatusCommand::print, () -> System.out.println(name + ": has not run yet"));
        }
        return ExitCode.OK;
    }

    private static String why(JobStatus status) {
        if (status.isKilled()) {
            return "nobody is at work, its process was killed; run goes on where that ended";
        }
        return status.message().equals(status.state().word()) ? "" : status.message();
    }

    private static void print(JobStatus status) {
        System.out.printf(
                Locale.ROOT,
                "%s: %s%s%s%n  %,d records in %s delivered%s%s, %s failed; last change %s%n",
                status.job(),
                status.state().word(),
                why(status).isEmpty() ? "" : " - " + why(status),
                Advice.on(status.state(), status.totals().failedPages())
                        .map(advice -> "; " + advice)
                        .orElse(""),
                status.totals().records(),
                Words.pages(status.totals().deliveredPages()),
                status.expectedRecords().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                ", %,d records expected",
                                status.expectedRecords().getAsLong())
                        : "",
                status.totals().skipped() > 0
                        ? String.format(
                                Locale.ROOT,
                                ", %,d left out that an earlier round has delivered",
                                status.totals().skipped())
                        : "",
                Words.pages(status.totals().failedPages()),
                status.updatedAt());
        status.holder()
                .filter(Holder::mayBeAlive)
                .ifPresent(holder -> System.out.println("  in the hands of " + holder));
        for (PageRow page : status.failedPages()) {
            System.out.printf(
                    Locale.ROOT,
                    "  page %s failed after %s: %s%n",
                    page.page(),
                    Words.attempts(page.attempts()),
                    page.error());
        }
        long more = status.totals().failedPages() - status.failedPages().size();
        if (more > 0) {
            System.out.printf(Locale.ROOT, "  and %,d more; they stand in the table page of the ledger%n", more);
        }
    }
}
