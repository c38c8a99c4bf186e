package org.sakia.deliver.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class KeptRecordsTest {

    @Test
    void a_step_may_take_the_headers_of_a_record_away() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            KafkaPage page = new KafkaPage(
                    context, new ByteArrayInputStream("{}\n{}\n".getBytes(UTF_8)), 10_000, new LargeRecords(1_000));
            List<Message> records = page.next();
            Exchange piece = null;
            for (Message record : records) {
                Exchange exchange = new DefaultExchange(context);
                exchange.setProperty(KafkaPage.PROPERTY, page);
                exchange.setMessage(record);
                record.removeHeaders("*");
                piece = new KeptRecords().aggregate(piece, exchange);
            }

            assertThat(piece.getMessage().getBody(RecordBatch.class).records())
                    .extracting(KafkaRecord::index)
                    .containsExactly(0, 1);
        }
    }
}
