package org.sakia.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.util.FileUtil;

/** The broker of this JVM, loaded and thereby started when first asked for. */
final class SharedBroker {

    static final KafkaBroker BROKER = start();

    private SharedBroker() {}

    private static KafkaBroker start() {
        try {
            Path folder = Files.createTempDirectory("sakia-broker");
            KafkaBroker broker = KafkaBroker.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(broker, folder), "broker-end"));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(KafkaBroker broker, Path folder) {
        broker.close();
        FileUtil.removeDir(folder.toFile());
    }
}
