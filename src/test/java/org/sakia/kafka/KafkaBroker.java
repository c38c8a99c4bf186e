package org.sakia.kafka;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/**
 * A real Kafka broker for tests: one KRaft node in a process of its own, on free ports of 127.0.0.1, that can be
 * stopped, killed, held up and started again with its data. It makes no topic by itself.
 *
 * <p>The methods that start, stop and hold up are for one thread, the others for any. What doesn't come about within a
 * minute or two is an {@link IllegalStateException} that quotes what the broker printed.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PORT_TRIES = 5;

    private final BrokerFolder files;
    private Process process;
    private volatile Optional<Admin> admin = Optional.empty();

    private KafkaBroker(BrokerFolder files, Process process) {
        this.files = files;
        this.process = process;
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @param folder for its files, which stay there; several brokers need several folders
     * @param serverProperties lines {@code key=value} that win over the fixture's own settings; {@code {port}} and
     *     {@code {controller-port}} in them become the ports of the fixture's listeners
     */
    public static KafkaBroker start(Path folder, String... serverProperties) {
        try {
            for (int tries = 1; ; tries++) {
                BrokerFolder files = BrokerFolder.make(folder.resolve("broker-" + tries), List.of(serverProperties));
                KafkaBroker broker = new KafkaBroker(files, files.start());
                if (broker.comesUp()) {
                    return broker;
                }
                broker.close();
                if (tries == PORT_TRIES || !files.printed().contains("Address already in use")) {
                    throw broker.failure("did not start");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The broker that all tests of this JVM share, started when first asked for and ended with the JVM. Who uses it
     * uses topics of its own and leaves it running.
     */
    public static KafkaBroker shared() {
        return SharedBroker.BROKER;
    }

    /** Where clients connect, as {@code host:port}: the same as long as this object lives. */
    public String brokers() {
        return "127.0.0.1:" + files.port();
    }

    /** A client of this broker, closed when the broker is stopped or killed; after a start there is a new one. */
    public Admin admin() {
        return admin.orElseThrow(() -> new IllegalStateException("The broker is not running: start it again first"));
    }

    /** A port for another listener, which nobody has at this moment. */
    public static int freePort() {
        try {
            return BrokerFolder.freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name for a topic, a transactional id or a group that nobody else has. */
    public String freshName() {
        return "t-" + UUID.randomUUID();
    }

    /** Makes a topic with a {@link #freshName()} and waits until it can be written to. */
    public String newTopic(int partitions) {
        return newTopic(partitions, Map.of());
    }

    /** The same with topic settings, such as {@code max.message.bytes}. */
    public String newTopic(int partitions, Map<String, String> settings) {
        String name = freshName();
        NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
        answer(admin().createTopics(List.of(topic)).all());
        await().alias("topic " + name).atMost(LIMIT).ignoreExceptions().until(() -> {
            TopicDescription made = answer(admin().describeTopics(List.of(name)).allTopicNames())
                    .get(name);
            return made.partitions().stream().allMatch(partition -> partition.leader() != null);
        });
        return name;
    }

    /** Ends it in an orderly way and waits for the end. */
    public void stop() {
        resume();
        closeAdmin();
        process.destroy();
        awaitEnd();
    }

    /** Ends it as {@code kill -9} does and waits for the end. */
    public void kill() {
        closeAdmin();
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again after {@link #stop} or {@link #kill}, with its ports and data, and waits until it answers. */
    public void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("The broker is running: stop it first");
        }
        try {
            process = files.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!comesUp()) {
            throw failure("did not start again");
        }
    }

    /** Holds the process up: connections stay open and are accepted, nothing is answered. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}; nothing if it wasn't held up. */
    public void resume() {
        if (process.isAlive()) {
            signal("CONT");
        }
    }

    /** The id of the process that runs now or ran last. */
    public long pid() {
        return process.pid();
    }

    /** Ends the process without further ado; its files stay. */
    @Override
    public void close() {
        kill();
    }

    /** Before the end of the process: a client that finds nobody goes on trying and fills the log. */
    private void closeAdmin() {
        admin.ifPresent(client -> client.close(Duration.ZERO));
        admin = Optional.empty();
    }

    /** Waits until this process answers; false if it ended instead. */
    private boolean comesUp() {
        long until = System.nanoTime() + LIMIT.toNanos();
        try {
            while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
                if (accepts() && answers()) {
                    return true;
                }
                if (System.nanoTime() > until) {
                    close();
                    throw failure("did not answer within " + LIMIT);
                }
            }
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), files.port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it is this broker that answers, and takes itself for ready. */
    private boolean answers() throws InterruptedException {
        if (admin.isEmpty()) {
            admin = Optional.of(Admin.create(Map.of("bootstrap.servers", brokers())));
        }
        DescribeClusterResult cluster = admin().describeCluster();
        try {
            return cluster.clusterId().get(5, TimeUnit.SECONDS).equals(files.clusterId())
                    && !cluster.nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker at " + brokers() + " did not do it", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failure("did not end within " + LIMIT);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        }
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw failure("could not be sent SIG" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting for the broker", e);
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException(
                "The broker at %s %s. It printed:%n%s".formatted(brokers(), what, files.printed()));
    }
}
