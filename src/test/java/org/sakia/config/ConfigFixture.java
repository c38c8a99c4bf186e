package org.sakia.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/** A configuration of several sources, loaded by the real loader. */
final class ConfigFixture {

    static final String[] MINIMUM = {
        "sakia.job.orders.url=https://api.example.com/orders", "sakia.job.orders.rate=100/60s"
    };

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:(\\w+)}}");

    private final Path file;
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Properties system = new Properties();

    private ConfigFixture(Path file) {
        this.file = file;
    }

    static ConfigFixture file(Path folder, String... lines) {
        Path file = folder.resolve("application.properties");
        try {
            Files.write(file, Arrays.asList(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConfigFixture(file);
    }

    /** A file with one valid job "orders" and more lines, which start at line 3. */
    static ConfigFixture orders(Path folder, String... more) {
        String[] lines = Arrays.copyOf(MINIMUM, MINIMUM.length + more.length);
        System.arraycopy(more, 0, lines, MINIMUM.length, more.length);
        return file(folder, lines);
    }

    ConfigFixture override(String key, String value) {
        overrides.put(key, value);
        return this;
    }

    ConfigFixture system(String key, String value) {
        system.setProperty(key, value);
        return this;
    }

    ConfigFixture environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    SakiaConfig load() {
        return ConfigLoader.load(file, overrides, environment, system, this::resolve);
    }

    private String resolve(String text) {
        return VARIABLE.matcher(text).replaceAll(variable -> {
            String value = environment.get(variable.group(1));
            if (value == null) {
                throw new IllegalStateException("not found: " + text);
            }
            return value;
        });
    }

    JobOptions job() {
        return load().jobs().get(0);
    }

    ConfigException failure() {
        return Assertions.catchThrowableOfType(ConfigException.class, this::load);
    }

    /** The problems as a person reads them, with the file's folder left out. */
    List<String> problems() {
        return failure().problems().stream()
                .map(problem -> problem.toString().replace(file.getParent() + "/", ""))
                .collect(Collectors.toList());
    }
}
