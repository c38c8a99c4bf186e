package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

class ExportTest {

    @TempDir
    Path folder;

    @Test
    void every_record_is_exported_once_in_source_order() throws Exception {
        ApiProfile profile = ApiProfile.builder().total(1030).build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export =
                        Export.of(folder, api.uri()).with("rate", "none").with("page-size", 100)) {
            JobReport report = export.run();

            assertThat(report.message()).isEqualTo("complete");
            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.records()).isEqualTo(1030);
            assertThat(Export.records(export.out())).isEqualTo(records(profile, 1030));
            assertThat(api.referee().arrivals()).isEqualTo(11);
        }
    }

    @Test
    void compressed_answers_are_asked_for_and_read() throws Exception {
        ApiProfile profile = ApiProfile.builder().total(300).gzip(true).build();
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export = Export.of(folder, api.uri()).with("rate", "none")) {
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(records(profile, 300));
            assertThat(api.referee().bytes()).isLessThan(report.bytes());
        }
    }

    static List<String> records(ApiProfile profile, long count) {
        return LongStream.range(0, count)
                .mapToObj(id -> new String(profile.record(id), StandardCharsets.UTF_8))
                .toList();
    }
}
