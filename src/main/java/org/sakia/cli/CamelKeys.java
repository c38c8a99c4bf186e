package org.sakia.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.util.OrderedProperties;

/**
 * What Camel knows of the configuration: its own keys and the user's placeholders. Camel itself would read the file in
 * ISO 8859-1, and take a comma in its name for the border between two. Stateless.
 */
final class CamelKeys {

    private CamelKeys() {}

    /** The keys of a file, in their order; none if there is no such file or it cannot be read, which others report. */
    static Properties of(Path file) {
        OrderedProperties keys = new OrderedProperties();
        try {
            String text = Files.readString(file);
            keys.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (IOException | IllegalArgumentException reportedByTheLoader) {
            return keys;
        }
        // As Camel does: what is blank at the end of a line is no part of a value.
        keys.stringPropertyNames()
                .forEach(key -> keys.setProperty(key, keys.getProperty(key).stripTrailing()));
        return keys;
    }

    /** Gives Camel the keys of a file, before which those of the command line come. */
    static void give(PropertiesComponent camel, Path file, Map<String, String> overrides) {
        Properties stronger = new Properties();
        stronger.putAll(overrides);
        camel.setInitialProperties(of(file));
        camel.setOverrideProperties(stronger);
    }
}
