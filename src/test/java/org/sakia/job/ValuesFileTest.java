package org.sakia.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesFileTest {

    @TempDir
    Path folder;

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_value() throws Exception {
        Path values = Files.writeString(folder.resolve("values.txt"), "\uFEFFeu\r\nus\r\n");

        assertThat(new ValuesFile(values)).containsExactly("eu", "us");
    }

    @Test
    void a_first_line_of_nothing_but_a_byte_order_mark_is_no_value() throws Exception {
        Path values = Files.writeString(folder.resolve("values.txt"), "\uFEFF\r\neu\r\n");

        assertThat(new ValuesFile(values)).containsExactly("eu");
    }
}
