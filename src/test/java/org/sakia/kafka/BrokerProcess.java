package org.sakia.kafka;

import java.io.IOException;
import kafka.Kafka;

/**
 * The main class of the broker's process: Kafka's own, and an end of the process when whoever started it is gone. A
 * test process that was killed runs no shutdown hook, and would leave a broker behind.
 */
final class BrokerProcess {

    private static final int ORPHANED = 70;

    private BrokerProcess() {}

    /** @param arguments as of {@code kafka.Kafka}: the server's properties file */
    public static void main(String[] arguments) {
        Thread watch = new Thread(BrokerProcess::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Kafka.main(arguments);
    }

    /** Standard input is a pipe from the parent, to which nothing is written: it ends when the parent ends. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            System.err.println("The pipe from the test process broke: " + e);
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
