package org.sakia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtentTest {

    private final Extent extent = Extent.restore(Optional.empty(), new TotalSource.Unknown(), 10);

    @BeforeEach
    void knowTheFirstPages() {
        for (long page = 0; page < 5; page++) {
            verify(page, 10);
        }
    }

    @Test
    void records_right_behind_the_page_that_said_it_was_the_last_leave_the_end_in_doubt() {
        extent.endsWith(4);
        verify(5, 10);

        assertThat(extent.doubt()).hasValueSatisfying(why -> assertThat(why).contains("page 4 says", "page 5 has"));
    }

    @Test
    void an_end_that_the_last_page_with_records_said_is_not_in_doubt() {
        extent.endsWith(4);

        assertThat(extent.doubt()).isEmpty();
    }

    @Test
    void an_end_that_an_empty_page_shows_is_not_in_doubt() {
        verify(5, 0);

        assertThat(extent.doubt()).isEmpty();
    }

    private void verify(long page, long records) {
        extent.learn(page, records, OptionalLong.empty(), 0);
        extent.noteSize(page, records, OptionalLong.empty());
    }
}
