package org.sakia.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;

/**
 * The process that took a job last and has not given it back: at work, or killed. Immutable.
 *
 * @param pid   its process id
 * @param host  the name of its machine
 * @param since when it took the job
 */
public record Holder(long pid, String host, Instant since) {

    /** What an operating system's process start times may be off by. */
    private static final Duration START_TIME_ERROR = Duration.ofSeconds(5);

    static Holder thisProcess(Instant since) {
        return new Holder(ProcessHandle.current().pid(), hostName(), since);
    }

    /** False when the process is known to be dead; of a process on another machine nothing is known. */
    public boolean mayBeAlive() {
        return !host.equals(hostName())
                || ProcessHandle.of(pid).filter(this::isOlder).isPresent();
    }

    boolean isThisProcess() {
        return pid == ProcessHandle.current().pid() && host.equals(hostName());
    }

    // A process id is given again to a younger process.
    private boolean isOlder(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .startInstant()
                        .map(start -> start.isBefore(since.plus(START_TIME_ERROR)))
                        .orElse(true);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public String toString() {
        return "process " + pid + " on host " + host + " since " + IsoTime.millis(since);
    }
}
