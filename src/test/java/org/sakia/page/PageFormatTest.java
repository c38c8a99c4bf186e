package org.sakia.page;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageFormatTest {

    @Test
    void limitsBelowOneAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageFormat.of(FieldPath.ROOT, Optional.empty(), 0, 1, 1))
                .withMessageContaining("maxBytes is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageFormat.of(FieldPath.ROOT, Optional.empty(), 1, 0, 1))
                .withMessageContaining("maxRecordBytes is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageFormat.of(FieldPath.ROOT, Optional.empty(), 1, 1, -1))
                .withMessageContaining("maxDepth is -1");
    }

    @Test
    void pathsTooLongToBeFollowedAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pages.format("/a".repeat(101)))
                .withMessageContaining("records is a path of more than 100 segments");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pages.format("a", Optional.of("b".repeat(1001))))
                .withMessageContaining("total is a path with a segment of more than 1000 characters");
    }
}
