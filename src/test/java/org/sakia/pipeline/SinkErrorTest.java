package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.deliver.SinkHeaders;
import org.sakia.job.JobReport;

/** A sink that throws an {@link Error}, as one does that goes too deep. Camel takes care of exceptions only. */
@Timeout(60)
class SinkErrorTest {

    private final Map<String, String> received = new ConcurrentSkipListMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void a_sink_that_throws_an_error_gets_the_page_again() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(50);
                Export export = export(api, "failing:sink")) {
            export.context().addComponent("failing", new FailingComponent());

            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(calls).hasValue(6);
            assertThat(String.join("", received.values()).lines()).containsExactlyElementsOf(ScriptedApi.records(50));
        }
    }

    private void take(Exchange exchange) throws Exception {
        if (calls.incrementAndGet() == 2) {
            throw new StackOverflowError();
        }
        received.put(
                exchange.getMessage().getHeader(SinkHeaders.PAGE, String.class),
                new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8));
    }

    private Export export(ScriptedApi api, String sink) {
        return Export.of(folder, api.uri())
                .with("rate", "none")
                .with("page-size", 10)
                .with("workers", 2)
                .with("sink", sink);
    }

    private final class FailingComponent extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {

                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {

                        @Override
                        public void process(Exchange exchange) throws Exception {
                            take(exchange);
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
