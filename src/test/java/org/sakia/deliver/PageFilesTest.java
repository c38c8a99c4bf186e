package org.sakia.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.plan.Page;

class PageFilesTest {

    private static final PageFiles FILES = new PageFiles(Path.of("out"), false);

    @ParameterizedTest
    @ValueSource(strings = {"", "@0002/"})
    void partitions_with_long_names_have_folders_that_a_file_system_takes_and_tells_apart(String round) {
        String alike = round + "%D0%90".repeat(50);

        Path one = Path.of(FILES.name(new Page(alike + "1", 7)));
        Path other = Path.of(FILES.name(new Page(alike + "2", 7)));

        assertThat(one).isNotEqualTo(other);
        assertThat(one.iterator()).toIterable().allSatisfy(part -> assertThat(part.toString())
                .hasSizeLessThanOrEqualTo(255));
        assertThat(one.getFileName()).isEqualTo(other.getFileName());
    }

    @Test
    void other_names_stay_as_they_are() {
        assertThat(FILES.name(new Page("a".repeat(200), 7))).isEqualTo("a".repeat(200) + "/000000/000000000007.ndjson");
    }
}
