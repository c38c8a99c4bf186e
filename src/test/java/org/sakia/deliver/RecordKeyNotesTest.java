package org.sakia.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.Ledger;
import org.sakia.page.FieldPath;
import org.sakia.plan.Page;
import org.sakia.plan.PageTask;

class RecordKeyNotesTest {

    @TempDir
    private Path folder;

    @Test
    void a_long_number_and_a_long_name_do_not_fail_their_page() throws Exception {
        String record = "{\"id\":1,\"long\":" + "9".repeat(2_000) + ",\"" + "n".repeat(60_000) + "\":1}\n";
        try (DefaultCamelContext context = new DefaultCamelContext();
                Ledger ledger = Ledger.open(folder);
                JobLedger job = ledger.take("orders", Map.of())) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(new ByteArrayInputStream(record.getBytes(UTF_8)));
            RecordKeyNotes notes = new RecordKeyNotes(Optional.of(FieldPath.parse("id")), job.recordKeys());

            assertThatCode(() -> notes.note(exchange, new PageTask(new Page(Page.NO_PARTITION, 0))))
                    .doesNotThrowAnyException();
        }
    }
}
