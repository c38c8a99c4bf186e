package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.JobReport;

/** A sink that is a bean of the application in whose context the job runs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BeanSinkTest {

    private final PageStore store = new PageStore();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    /** Breaks page 2 twice, once it has read some of it. */
    public final class Fragile {
        public void save(@Header("sakia-page") String page, @Body InputStream body) throws IOException {
            if (calls.merge(page, 1, Integer::sum) <= 2 && page.equals("2")) {
                body.readNBytes(15);
                throw new IOException("no connection to the store");
            }
            store.save(page, body);
        }
    }

    @Test
    void a_bean_gets_every_record_once() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(205);
                Export export = export(api, store)) {
            JobReport report = export.run();

            assertThat(report.state())
                    .as(() -> report.message() + export.status().failedPages())
                    .isEqualTo("complete");
            assertThat(stored()).containsExactlyElementsOf(ScriptedApi.records(205));
        }
    }

    @Test
    void a_page_that_a_bean_refuses_comes_again_until_it_is_taken() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(45);
                Export export = export(api, new Fragile())) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(calls).containsExactlyInAnyOrderEntriesOf(Map.of("0", 1, "1", 1, "2", 3, "3", 1, "4", 1));
            assertThat(stored()).containsExactlyElementsOf(ScriptedApi.records(45));
            assertThat(api.requests()).as("the API is not asked again").isEqualTo(5);
        }
    }

    private List<String> stored() {
        return store.pages().entrySet().stream()
                .sorted(Map.Entry.comparingByKey((left, right) -> Integer.parseInt(left) - Integer.parseInt(right)))
                .flatMap(page -> page.getValue().stream())
                .toList();
    }

    private Export export(ScriptedApi api, Object bean) {
        Export export = Export.of(folder, api.uri())
                .with("rate", "none")
                .with("workers", 8)
                .with("page-size", 10)
                .with("sink", "bean:store?method=save");
        export.context().getRegistry().bind("store", bean);
        return export;
    }
}
