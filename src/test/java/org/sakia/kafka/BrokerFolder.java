package org.sakia.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The files of one broker: its properties, its logging, its formatted data, what it printed.
 *
 * @param folder holds everything
 * @param clusterId unique, by which one knows that it is this broker who answers
 * @param port where clients connect
 */
record BrokerFolder(Path folder, String clusterId, int port) {

    /**
     * Below the range from which systems give out ports by themselves. Such a port stays free while the broker is down,
     * and a client that goes on trying to connect cannot be connected with itself.
     */
    private static final int FIRST_PORT = 12_000;

    private static final int LAST_PORT = 32_000;
    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    /** One node that needs no other, starts quickly and stays small. */
    private static final List<String> SETTINGS = List.of(
            "process.roles=broker,controller",
            "controller.listener.names=" + CONTROLLER,
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
            "num.partitions=3",
            "auto.create.topics.enable=false",
            "default.replication.factor=1",
            "min.insync.replicas=1",
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=1",
            "offsets.topic.segment.bytes=1048576",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "transaction.state.log.num.partitions=1",
            "transaction.state.log.segment.bytes=1048576",
            "group.initial.rebalance.delay.ms=0",
            "log.segment.bytes=16777216",
            "log.index.size.max.bytes=1048576",
            "log.retention.hours=-1",
            "log.cleaner.dedupe.buffer.size=2097152",
            "metadata.log.segment.bytes=8388608",
            "num.network.threads=2",
            "num.io.threads=4",
            "background.threads=2",
            // A process that is started again waits for an election, and until the session of the one before is over.
            "controller.quorum.election.timeout.ms=200",
            "controller.quorum.election.backoff.max.ms=100",
            "broker.session.timeout.ms=1000",
            "broker.heartbeat.interval.ms=200");

    private static final String LOGBACK =
            """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level [%thread] %logger{24} %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="out"/></root>
            </configuration>
            """;

    /** Makes the files, with ports that nobody has at this moment. */
    static BrokerFolder make(Path folder, List<String> moreSettings) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        String clusterId = Uuid.randomUuid().toString();
        int port = freePort();
        int controllerPort = otherPort(port);
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.add("node.id=" + NODE);
        settings.add("controller.quorum.voters=%d@127.0.0.1:%d".formatted(NODE, controllerPort));
        settings.add(
                "listeners=PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d".formatted(port, CONTROLLER, controllerPort));
        settings.add("advertised.listeners=PLAINTEXT://127.0.0.1:" + port);
        settings.add("log.dirs=" + data.toAbsolutePath().toString().replace('\\', '/'));
        moreSettings.forEach(line -> settings.add(line.replace("{port}", Integer.toString(port))
                .replace("{controller-port}", Integer.toString(controllerPort))));
        BrokerFolder files = new BrokerFolder(folder, clusterId, port);
        Files.write(files.properties(), settings);
        Files.writeString(files.logback(), LOGBACK);
        format(data.toString(), clusterId);
        return files;
    }

    private static void format(String data, String clusterId) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(NODE)
                .setClusterId(clusterId)
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(data)
                .addDirectory(data);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IOException("Could not format " + data + " for a broker", e);
        }
    }

    private static int otherPort(int than) throws IOException {
        int port = freePort();
        return port == than ? otherPort(than) : port;
    }

    static int freePort() throws IOException {
        IOException last = new IOException("no port tried");
        for (int tries = 0; tries < 1_000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException("No free port between %d and %d".formatted(FIRST_PORT, LAST_PORT), last);
    }

    /** Starts the process, with a pipe to its standard input; its output is added to what it printed before. */
    Process start() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + logback().toAbsolutePath(),
                "-Djava.io.tmpdir=" + folder.toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                properties().toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("KAFKA_"));
        return builder.start();
    }

    private Path properties() {
        return folder.resolve("server.properties");
    }

    private Path logback() {
        return folder.resolve("logback.xml");
    }

    private Path output() {
        return folder.resolve("broker.log");
    }

    /** What the process printed, all starts together. */
    String printed() {
        try {
            return Files.exists(output()) ? Files.readString(output()) : "";
        } catch (IOException e) {
            return "(" + output() + " cannot be read: " + e + ")";
        }
    }
}
