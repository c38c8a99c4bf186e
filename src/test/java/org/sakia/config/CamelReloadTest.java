package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamelReloadTest {

    private static final String ADVICE = "use sakia.watch = true";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.main.routes-reload-enabled=true",
                "camel.main.routesReloadEnabled = TRUE",
                "camel.main.routes-reload-enabled={{env:ON}}",
                "camel.main.context-reload-enabled=true"
            })
    void is_refused_however_the_file_spells_it(String line) {
        assertThat(ConfigFixture.orders(folder, line).environment("ON", "true").problems())
                .singleElement()
                .asString()
                .startsWith("camel.main.")
                .contains("(application.properties line 3)", ADVICE);
    }

    @Test
    void is_refused_wherever_it_comes_from() {
        assertThat(ConfigFixture.orders(folder)
                        .override("camel.main.routesReloadEnabled", "true")
                        .environment("CAMEL_MAIN_ROUTES_RELOAD_ENABLED", "true")
                        .system("camel.main.routes-reload-enabled", "true")
                        .problems())
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem).contains(ADVICE));
    }

    @Test
    void is_nothing_where_it_is_switched_off() {
        assertThat(ConfigFixture.orders(folder, "camel.main.routes-reload-enabled=false", "sakia.watch=true")
                        .load()
                        .watch())
                .isTrue();
    }
}
