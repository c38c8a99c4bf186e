package org.sakia.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LostDashesTest {

    @Test
    void a_name_in_camel_case_is_told_with_its_dashes() {
        assertThat(LostDashes.in(List.of("XApiKey", "acceptLanguage", "ContentType")))
                .isEqualTo(Map.of(
                        "XApiKey", "X-Api-Key", "acceptLanguage", "accept-Language", "ContentType", "Content-Type"));
    }

    @Test
    void names_as_headers_have_them_are_left_alone() {
        assertThat(LostDashes.in(List.of("X-Api-Key", "Authorization", "accept", "DNT", "SOAPAction", "x-team")))
                .isEmpty();
    }
}
