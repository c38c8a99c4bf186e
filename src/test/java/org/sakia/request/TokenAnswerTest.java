package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAnswerTest {

    @Test
    void token_type_and_life_are_read() {
        TokenAnswer answer = answer("{\"access_token\":\"abc\",\"token_type\":\"bearer\",\"expires_in\":3600}");

        assertThat(answer.token()).contains("abc");
        assertThat(answer.isBearer()).isTrue();
        assertThat(answer.lifetime()).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3600\"", "3600.5", "3600"})
    void a_life_may_be_written_in_several_ways(String life) {
        assertThat(answer("{\"expires_in\":" + life + "}").lifetime()).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "null", "\"soon\"", "1e400", "[]", "99999999999999999999", "true"})
    void a_life_that_is_no_time_is_not_stated(String life) {
        assertThat(answer("{\"expires_in\":" + life + "}").lifetime()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "<html>", "{\"access_token\":7}", "{\"access_token\":\"a\\r\\nb\"}"})
    void what_has_no_token_for_a_header_has_none(String body) {
        assertThat(answer(body).token()).isEmpty();
    }

    @Test
    void a_token_that_must_be_sent_otherwise_is_no_bearer() {
        assertThat(answer("{\"access_token\":\"abc\",\"token_type\":\"mac\"}").isBearer())
                .isFalse();
    }

    @Property(tries = 500)
    void junk_never_throws(@ForAll byte[] junk) {
        TokenAnswer answer = TokenAnswer.of(junk);

        assertThat(answer.token()).isEmpty();
        assertThat(answer.lifetime()).isEmpty();
        assertThat(answer.problem()).isEmpty();
    }

    private static TokenAnswer answer(String body) {
        return TokenAnswer.of(body.getBytes(StandardCharsets.UTF_8));
    }
}
