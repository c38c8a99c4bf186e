package org.sakia.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.sakia.request.JobAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes edited route files over while jobs run. It reads the files again and again, tries what it finds once it has been
 * the same twice in a row ({@link RouteTrial}), lets the jobs' plans pause until all their pages have ended, and puts
 * the new routes in the place of the old ones. Files that do not work change nothing.
 *
 * <p>It compares texts, and does not wait for the file system to tell: so it sees every way of saving in every kind of
 * file system, mounted ones included, and a save that changes nothing is none. Camel's watcher, which a WatchService
 * tells single events, would leave that to do all the same.
 *
 * <p>Thread-safe; close it before the jobs.
 */
public final class RouteWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);
    private static final long LOOKS_UNTIL_NOTICE = 20;
    private static final Duration LONGEST_CHANGE = Duration.ofMinutes(2);

    private final CamelContext context;
    private final List<ExportJob> jobs;
    private final Consumer<String> news;
    private final UnaryOperator<String> mask;
    private final ScheduledExecutorService ticker;
    private LoadedRoutes inForce;
    private Optional<RouteSet> seen;
    private RouteSet considered;
    private Optional<RouteSet> wanted = Optional.empty();
    private long looksWaited;

    private RouteWatch(
            CamelContext context,
            LoadedRoutes inForce,
            List<ExportJob> jobs,
            UnaryOperator<String> mask,
            Consumer<String> news) {
        this.context = context;
        this.inForce = inForce;
        this.jobs = List.copyOf(jobs);
        this.mask = mask;
        this.news = news;
        this.considered = inForce.set();
        this.seen = Optional.of(inForce.set());
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "route-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to watch.
     *
     * @param context where the jobs run
     * @param inForce what their routes are made of
     * @param jobs    those that run, and those that are still to start
     * @param every   between two looks at the files
     * @param mask    takes secrets out of what is said
     * @param news    hears what has become of an edit that works, for whoever has made it; it is logged in any case, as a
     *                warning where it does not work
     */
    public static RouteWatch start(
            CamelContext context,
            LoadedRoutes inForce,
            List<ExportJob> jobs,
            Duration every,
            UnaryOperator<String> mask,
            Consumer<String> news) {
        RouteWatch watch = new RouteWatch(context, inForce, jobs, mask, news);
        watch.ticker.scheduleWithFixedDelay(watch::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            RouteSet now = inForce.set().readAgain();
            boolean settled = seen.filter(now::equals).isPresent();
            seen = Optional.of(now);
            if (settled && !now.equals(considered)) {
                considered = now;
                consider(now);
            }
            wanted.ifPresent(this::changeTo);
        } catch (RouteFileException e) {
            // Between two steps of a save, most likely; the next look says.
            LOG.debug("The routes cannot be read", e);
            seen = Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Something unforeseen kept changed routes from being taken over; those in force stay", e);
            goOn();
        }
    }

    private void consider(RouteSet now) {
        goOn();
        if (inForce.set().isSameAs(now)) {
            tell("The route files are those in force again");
            return;
        }
        try {
            new RouteTrial(context, mask)
                    .check(
                            now,
                            jobs.stream().map(job -> job.changeover().options()).toList(),
                            inForce.beans());
        } catch (RouteFileException e) {
            LOG.warn("Changed routes are not taken over, those in force stay: {}", mask.apply(e.getMessage()));
            LOG.debug("Why", e);
            return;
        }
        tell("Changed and in order: " + inForce.set().changesTo(now)
                + "; taken over as soon as the pages in flight have ended");
        looksWaited = 0;
        wanted = Optional.of(now);
    }

    /** Without a change that was prepared, if one was. */
    private void goOn() {
        wanted = Optional.empty();
        parts().forEach(Changeover::resume);
    }

    private List<Changeover> parts() {
        return jobs.stream().map(ExportJob::changeover).toList();
    }

    /** Makes the change if no job has anything at work; else a later look does. */
    private void changeTo(RouteSet set) {
        if (parts().stream().allMatch(Changeover::isOver)) {
            return;
        }
        parts().forEach(Changeover::pause);
        List<Changeover> held = new ArrayList<>();
        for (Changeover part : parts()) {
            if (!part.tryBegin()) {
                held.forEach(Changeover::putOff);
                noticeWaiting();
                return;
            }
            held.add(part);
        }
        wanted = Optional.empty();
        try {
            replaceBy(set);
        } finally {
            held.forEach(Changeover::end);
        }
    }

    private void noticeWaiting() {
        looksWaited++;
        List<ExportJob> awaited =
                jobs.stream().filter(job -> job.changeover().awaited() > 0).toList();
        if (looksWaited == LOOKS_UNTIL_NOTICE && !awaited.isEmpty()) {
            tell("The changed routes wait for pages in flight: "
                    + awaited.stream()
                            .map(job -> job.name() + " has " + job.changeover().awaited()
                                    + job.waitingFor()
                                            .map(why -> " and is " + why)
                                            .orElse(""))
                            .collect(Collectors.joining("; ")));
        }
    }

    private void replaceBy(RouteSet set) {
        LoadedRoutes old = inForce;
        try {
            put(set);
            tell("The changed routes are in force: " + old.set().changesTo(set));
        } catch (RuntimeException | LinkageError | JobAbortedException e) {
            LOG.warn("Changed routes do not start, the old ones are put back: {}", mask.apply(e.toString()), e);
            putBack(old.set());
        }
    }

    private void put(RouteSet set) throws JobAbortedException {
        parts().forEach(Changeover::takeDown);
        inForce.unload();
        inForce = set.load(context);
        for (Changeover part : parts()) {
            part.putUp();
        }
    }

    private void putBack(RouteSet old) {
        try {
            put(old);
            tell("The routes from before are in force again");
        } catch (RuntimeException | LinkageError | JobAbortedException e) {
            JobAbortedException lost = new JobAbortedException(
                    "changed routes did not start, and the old ones did not come back: " + e.getMessage()
                            + "; put the files in order and run again, the run goes on where it stopped",
                    e);
            parts().forEach(part -> part.fail(lost));
        }
    }

    private void tell(String what) {
        LOG.info(what);
        news.accept(what);
    }

    /** Ends the watch; waits for a change that is being made. */
    @Override
    public void close() {
        ticker.shutdown();
        try {
            if (!ticker.awaitTermination(LONGEST_CHANGE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A change of the routes has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        goOn();
    }
}
