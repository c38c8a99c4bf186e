package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of the Kafka sink's route with a step more, as a user would make it. */
final class KafkaRoute {

    private KafkaRoute() {}

    /**
     * Puts steps before one that is there.
     *
     * @param before the id of a bean step
     * @param steps  with the indentation of a list at its outermost level
     * @return the folder with the copy
     */
    static Path with(Path folder, String before, String steps) throws IOException {
        String route = Files.readString(Path.of("routes/deliver-kafka.camel.yaml"));
        int id = route.indexOf("id: \"" + before + "\"");
        assertThat(id).as(before).isPositive();
        int step = route.lastIndexOf("- bean:", id);
        int line = route.lastIndexOf('\n', step) + 1;
        Path routes = Files.createDirectory(folder.resolve("routes"));
        Files.writeString(
                routes.resolve("deliver-kafka.camel.yaml"),
                route.substring(0, line) + steps.indent(step - line) + route.substring(line));
        return routes;
    }
}
