package org.sakia.deliver.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sakia.page.FieldPath;

class MessageKeyTest {

    private final MessageKey key = new MessageKey(Optional.of(FieldPath.parse("id")));

    @Test
    void a_long_number_and_a_long_name_in_front_of_the_key_do_no_harm() throws Exception {
        String record = "{\"long\":" + "9".repeat(2_000) + ",\"" + "n".repeat(60_000) + "\":1,\"id\":\"a\"}";

        assertThat(key.of(record.getBytes(UTF_8))).hasValue("a".getBytes(UTF_8));
    }

    @Test
    void an_object_is_a_key_as_it_stands() throws Exception {
        String record = "{\"\u00e9\":1,\"id\":{\"a\":\"\u00e9\\u00e9\",\"b\":[1.0,2]},\"c\":1}";

        assertThat(key.of(record.getBytes(UTF_8)).map(bytes -> new String(bytes, UTF_8)))
                .hasValue("{\"a\":\"\u00e9\\u00e9\",\"b\":[1.0,2]}");
    }
}
