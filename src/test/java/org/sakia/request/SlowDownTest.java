package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.sakia.monitor.JobStats;
import org.sakia.plan.Page;
import org.sakia.plan.PageTask;

class SlowDownTest {

    private final SendLimit limit = new SendLimit(
            Pace.unlimited(),
            new SendLimit.Patience(
                    Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(1)));
    private final SlowDown slowDown = new SlowDown(
            limit, (policy, let) -> {}, new JobStats(), Clock.systemUTC(), text -> text.replace("s3cr3t", "***"));
    private final Message message = new DefaultExchange(new DefaultCamelContext()).getMessage();

    @Test
    void of_a_retry_after_that_was_sent_several_times_the_longest_counts() {
        message.setHeader("Retry-After", List.of("soon", "3", "7"));

        assertThat(slowDown.retryAfter(new AnswerHead(message))).contains(Duration.ofSeconds(7));
    }

    @Test
    void what_the_server_calls_its_status_is_shown_without_secrets_and_control_characters() throws Exception {
        message.setHeader("CamelHttpResponseCode", 429);
        message.setHeader("CamelHttpResponseText", "Not you,\u001b[31m s3cr3t\u009b");

        slowDown.heldBack(new PageTask(Page.parse("0")), new Attempt(0), new AnswerHead(message), "too many");

        assertThat(limit.waitingFor()).get().asString().endsWith("(HTTP 429 Not you, [31m *** )");
    }

    @Test
    void of_any_other_field_that_was_sent_several_times_the_first_counts() {
        message.setHeader("X-Total-Count", List.of("12", "12"));

        assertThat(new AnswerHead(message).number("X-Total-Count")).hasValue(12);
    }
}
