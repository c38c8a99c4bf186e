package org.sakia.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sakia.config.JobOptions;
import org.sakia.job.JobRoutes.TemplatedRoute;
import org.sakia.plan.Plan;
import org.sakia.request.JobAbortedException;

/**
 * One job's part in a change of the routes. The plan pauses and what was planned ends; then the job has nothing at work
 * that belongs to its routes, and they can be taken down and put up again. Everything that a run knows stays in its
 * beans.
 *
 * <p>Thread-safe. While the job itself starts, lands or closes, no change can begin, and the other way round.
 */
final class Changeover {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JobOptions options;
    private final Plan plan;
    private final RunningRoutes running;
    private final JobLimit limit;
    private final List<TemplatedRoute> routes;
    private final BooleanSupplier over;
    private final Consumer<Throwable> fail;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean started;
    private boolean down;

    /**
     * @param routes in the order in which they start, the plan's last
     * @param over   whether the job has ended or is about to
     * @param fail   ends the job
     */
    Changeover(
            JobOptions options,
            Plan plan,
            RunningRoutes running,
            JobLimit limit,
            List<TemplatedRoute> routes,
            BooleanSupplier over,
            Consumer<Throwable> fail) {
        this.options = options;
        this.plan = plan;
        this.running = running;
        this.limit = limit;
        this.routes = routes;
        this.over = over;
        this.fail = fail;
    }

    JobOptions options() {
        return options;
    }

    /** Whether the job has ended, so that other routes are nothing to it. */
    boolean isOver() {
        return over.getAsBoolean();
    }

    /** Until {@link #letIn} no change begins; waits for one that is being made. */
    void holdOff() {
        lock.lock();
    }

    void letIn() {
        lock.unlock();
    }

    /** The job's routes are there; called by whoever holds changes off. */
    void started() {
        started = true;
    }

    /** Plans no further page. Those planned go their way. */
    void pause() {
        plan.pause();
    }

    /** Goes on without a change. */
    void resume() {
        holdOff();
        try {
            if (!plan.resumeInTime()) {
                running.remove(planOnly(), PATIENCE);
                plan.resume();
                if (!isOver()) {
                    running.add(planOnly().get(0));
                }
            }
        } catch (JobAbortedException e) {
            fail.accept(e);
        } finally {
            letIn();
        }
    }

    private List<TemplatedRoute> planOnly() {
        return routes.subList(routes.size() - 1, routes.size());
    }

    /** Pages that must end before the change; what a job that is over has left in its queue never does. */
    long awaited() {
        return isOver() ? 0 : plan.outstanding();
    }

    /** Begins the change if nothing is at work; true until {@link #end}. */
    boolean tryBegin() {
        if (!lock.tryLock()) {
            return false;
        }
        if (awaited() == 0 && !running.isAnyAtWork(routes)) {
            plan.hold();
            return true;
        }
        lock.unlock();
        return false;
    }

    /** Does not make the change that has begun; the plan stays paused. */
    void putOff() {
        plan.pause();
        lock.unlock();
    }

    /** Removes the job's routes and the throttle that they pass; those of a job that is over serve nobody any more. */
    void takeDown() {
        if (started && (down || !isOver())) {
            // A planner that is up already waits in the plan.
            plan.pause();
            running.remove(routes, PATIENCE);
            plan.hold();
            limit.takeThrottleDown();
            down = true;
        }
    }

    /**
     * Makes the routes again, from the templates that are there now. They plan no page before {@link #end}.
     *
     * @throws JobAbortedException if one cannot be created
     */
    void putUp() throws JobAbortedException {
        if (down) {
            limit.putThrottleUp();
            for (TemplatedRoute route : routes) {
                running.add(route);
            }
            down = false;
        }
    }

    /** The job goes on. */
    void end() {
        plan.resume();
        lock.unlock();
    }

    /** The job cannot go on. */
    void fail(JobAbortedException cause) {
        fail.accept(cause);
    }
}
