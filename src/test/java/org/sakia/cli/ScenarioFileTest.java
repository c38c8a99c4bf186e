package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sakia.lab.Scenario;

class ScenarioFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strict: sure | strict is true or false",
                "ban-after: twenty | ban-after is a number of refusals",
                "phases: none | phases is a list",
                "faults: {junk: 1 %} | faults.junk is a share",
                "limit: auto | limit is one rate"
            })
    void a_value_that_cannot_be_understood_is_told_and_not_left_out(String line, String sentence) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void what_can_be_understood_counts() throws Exception {
        Scenario scenario = read("strict: true\nban-after: 20\nfaults: {junk: 0.01}");

        assertThat(scenario.limit().strict()).isTrue();
        assertThat(scenario.limit().banAfter()).isEqualTo(20);
        assertThat(scenario.faults().junk()).isEqualTo(0.01);
    }

    private Scenario read(String lines) throws Exception {
        String limit = lines.startsWith("limit") ? "" : "limit: 100/60s\n";
        return ScenarioFile.read(Files.writeString(folder.resolve("mine.yaml"), "latency: 1s\n" + limit + lines));
    }
}
