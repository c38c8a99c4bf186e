package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void a_line_that_is_too_long_for_the_terminal_is_cut_off_there_and_later_ones_are_not() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new OneLine(new PrintStream(out, true, StandardCharsets.UTF_8), 110).accept("x".repeat(90));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("\u001b[?7l")
                .contains("\r" + "x".repeat(90))
                .endsWith("\u001b[?7h");
    }
}
