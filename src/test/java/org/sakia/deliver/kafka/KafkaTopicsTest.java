package org.sakia.deliver.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sakia.deliver.PageUndeliverableException;

/** Topics that a step of the route has chosen. */
class KafkaTopicsTest {

    @Test
    void brokers_that_are_gone_when_a_topic_is_chosen_do_not_fail_the_page() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        KafkaSettings settings = new KafkaSettings(
                "orders",
                "127.0.0.1:" + nobody,
                "orders",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Map.of(),
                1 << 20,
                1,
                Duration.ofSeconds(1));
        KafkaTopics topics =
                new KafkaTopics(settings, new KafkaClients(settings), new KafkaWords(settings, text -> text));

        assertThatThrownBy(() -> topics.ensure("orders-fr"))
                .isNotInstanceOf(PageUndeliverableException.class)
                .matches(KafkaWords::isPassing);
    }
}
