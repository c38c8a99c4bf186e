package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class RetryAfterDelayTest {

    @Test
    void a_retry_after_takes_the_place_of_the_policys_delay() {
        assertThat(delay(Duration.ofSeconds(7))).isEqualTo(7_000L);
    }

    @Test
    void a_retry_after_of_0_leaves_the_policys_delay_as_it_is() {
        assertThat(delay(Duration.ZERO)).isNull();
    }

    private static Long delay(Duration retryAfter) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(
                Exchange.EXCEPTION_CAUGHT, new AttemptFailedException("busy", 502, Optional.of(retryAfter), null));
        new RetryAfterDelay().process(exchange);
        return exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY, Long.class);
    }
}
