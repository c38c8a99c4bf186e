package org.sakia.deliver.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class KafkaWordsTest {

    private final KafkaWords words = new KafkaWords(
            new KafkaSettings(
                    "orders",
                    "broker:9092",
                    "orders",
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Map.of(),
                    1_000_000,
                    4,
                    Duration.ofSeconds(10)),
            text -> text);

    @Test
    void an_exception_without_words_is_named() {
        assertThat(words.said(new ExecutionException(new UnknownTopicOrPartitionException(""))))
                .isEqualTo("UnknownTopicOrPartitionException");
    }

    @Test
    void the_innermost_words_are_told() {
        assertThat(words.said(new ExecutionException(new UnknownTopicOrPartitionException("No such topic."))))
                .isEqualTo("No such topic");
    }
}
