package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;
import org.sakia.job.JobEnd;
import org.sakia.job.JobReport;
import org.sakia.job.RunMode;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.Faults;
import org.sakia.ledger.FingerprintChangedException;
import org.sakia.ledger.PageRow;
import org.sakia.request.JobAbortedException;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FileSinkTest {

    private static final ApiProfile PROFILE = ApiProfile.builder().total(1030).build();

    @TempDir
    Path folder;

    @Test
    void pages_lie_a_thousand_a_folder() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(1002);
                Export export = export(api.uri()).with("page-size", 1).with("workers", 8)) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(files(export.out().resolve("_/000000"))).hasSize(1000);
            assertThat(files(export.out().resolve("_/000001")))
                    .containsExactly("000000001000.ndjson", "000000001001.ndjson");
            assertThat(export.out().resolve("_/000000/000000000007.ndjson")).hasContent("{\"id\":7}");
        }
    }

    @Test
    void pages_may_be_compressed() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api.uri()).with("compress", "gzip")) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(files(export.out().resolve("_/000000")))
                    .containsExactly("000000000000.ndjson.gz", "000000000001.ndjson.gz", "000000000002.ndjson.gz");
            byte[] last = Files.readAllBytes(export.out().resolve("_/000000/000000000002.ndjson.gz"));
            assertThat(gunzip(last)).isEqualTo(ScriptedApi.records(25, 20, 10));
        }
    }

    @Test
    void pages_of_one_export_are_not_compressed_in_part() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25)) {
            try (Export plain = export(api.uri()).mode(RunMode.trial(1))) {
                assertThat(plain.run().state()).isEqualTo("trial");
            }
            try (Export gzipped = export(api.uri()).with("compress", "gzip")) {
                assertThatThrownBy(gzipped::run)
                        .isInstanceOf(FingerprintChangedException.class)
                        .hasMessageContaining("compress: (not set) -> gzip");
            }
        }
    }

    @Test
    void an_empty_page_leaves_no_file() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(20);
                Export export = export(api.uri()).with("total", "none").with("workers", 1)) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(export.status().totals().deliveredPages()).isEqualTo(3);
            assertThat(files(export.out().resolve("_/000000"))).hasSize(2);
        }
    }

    @Test
    void nobody_ever_sees_a_page_half_written() throws Exception {
        ApiProfile large = PROFILE.toBuilder().recordBytes(20_000).total(300).build();
        try (ApiSimulator api = ApiSimulator.start(large);
                Export export = export(api.uri())) {
            ExportJob job = export.start();
            CompletableFuture<JobEnd> end = CompletableFuture.supplyAsync(() -> end(job));
            long seen = 0;
            while (!end.isDone()) {
                seen += sizesOfPages(export.out())
                        .peek(size -> assertThat(size).isEqualTo(10 * 20_001L))
                        .count();
            }

            assertThat(job.report(end.join()).state()).isEqualTo("complete");
            assertThat(seen).isPositive();
            assertThat(sizesOfPages(export.out())).hasSize(30);
        }
    }

    @Test
    void the_closing_summary_comes_last_and_goes_when_a_run_begins() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25)) {
            Path summary = folder.resolve("out/_complete.json");
            try (Export first = export(api.uri())) {
                first.run();
                assertThat(summary).content().contains("\"records\" : 25").contains("\"pages\" : 3");
            }
            Files.delete(folder.resolve("out/_/000000/000000000001.ndjson"));
            api.at(10, Reply.silence());
            try (Export second = export(api.uri()).with("stop-timeout", "100ms")) {
                ExportJob job = second.start();
                await().atMost(Duration.ofSeconds(20)).until(() -> api.requests(10) == 2);
                assertThat(summary).doesNotExist();
                job.interrupt();
                job.await();
                assertThat(summary).doesNotExist();
            }
            try (Export third = export(api.uri())) {
                third.run();
                assertThat(summary).exists();
            }
        }
    }

    @Test
    void temporary_files_never_stay() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api.uri()).with("merge", folder.resolve("all.ndjson"))) {
            export.run();

            try (Stream<Path> all = Files.walk(folder)) {
                assertThat(all.map(Path::toString).filter(name -> name.endsWith(".part")))
                        .isEmpty();
            }
        }
    }

    @Test
    void the_merged_file_is_the_same_whatever_the_workers_and_faults_were() throws Exception {
        Path calm = merged("calm", PROFILE, 1, "none", "all.ndjson");
        ApiProfile rough = PROFILE.toBuilder()
                .latency(Duration.ZERO, Duration.ofMillis(30))
                .faults(Faults.NONE
                        .withServerError(0.1)
                        .withReset(0.1)
                        .withTruncated(0.1)
                        .withJunk(0.1))
                .build();
        Path hard = merged("rough", rough, 8, "none", "all.ndjson");

        assertThat(calm).hasSameBinaryContentAs(hard);
        assertThat(Files.readAllLines(calm)).isEqualTo(ExportTest.records(PROFILE, 1030));
    }

    @Test
    void a_merged_file_of_compressed_pages_can_be_unpacked_in_one_go() throws Exception {
        Path one = merged("one", PROFILE, 1, "gzip", "all.ndjson.gz");
        Path other = merged("other", PROFILE, 8, "gzip", "all.ndjson.gz");

        assertThat(one).hasSameBinaryContentAs(other);
        assertThat(gunzip(Files.readAllBytes(one))).isEqualTo(ExportTest.records(PROFILE, 1030));
    }

    @Test
    void merged_parts_together_hold_every_record_in_order() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE);
                Export export = export(api.uri())
                        .with("merge", folder.resolve("merged/all.ndjson"))
                        .with("merge-size", "20KiB")) {
            export.run();

            assertThat(files(folder.resolve("merged")))
                    .isEqualTo(IntStream.rangeClosed(1, 5)
                            .mapToObj("all-%05d.ndjson"::formatted)
                            .toList());
            assertThat(Export.records(folder.resolve("merged"))).isEqualTo(ExportTest.records(PROFILE, 1030));
        }
    }

    @Test
    void a_merge_into_fewer_parts_leaves_none_of_an_earlier_one() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(45)) {
            for (String size : List.of("20B", "200B")) {
                try (Export export = export(api.uri())
                        .with("merge", folder.resolve("parts/all.ndjson"))
                        .with("merge-size", size)) {
                    assertThat(export.run().state()).isEqualTo("complete");
                }
            }
            assertThat(files(folder.resolve("parts"))).containsExactly("all-00001.ndjson", "all-00002.ndjson");
        }
    }

    @Test
    void a_merge_that_was_cut_while_it_removed_older_parts_removes_the_rest_the_next_time() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(45)) {
            assertThat(mergeInto("20B", api)).isEqualTo("complete");
            Path part = folder.resolve("parts/all-00004.ndjson");
            Files.delete(part);
            Path stays = Files.createFile(Files.createDirectory(part).resolve("stays"));

            assertThat(mergeInto("200B", api)).isEqualTo("aborted");
            Files.delete(stays);
            assertThat(mergeInto("200B", api)).isEqualTo("complete");

            assertThat(files(folder.resolve("parts"))).containsExactly("all-00001.ndjson", "all-00002.ndjson");
        }
    }

    @Test
    void another_size_of_the_parts_is_something_left_to_do() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(45)) {
            assertThat(mergeInto("20B", api)).isEqualTo("complete");

            assertThat(isAlreadyComplete("20B", api)).isTrue();
            assertThat(isAlreadyComplete("200B", api)).isFalse();
        }
    }

    private String mergeInto(String size, ScriptedApi api) throws Exception {
        try (Export export = parts(size, api)) {
            return export.run().state();
        }
    }

    private boolean isAlreadyComplete(String size, ScriptedApi api) throws Exception {
        try (Export export = parts(size, api)) {
            return export.prepare().isAlreadyComplete();
        }
    }

    private Export parts(String size, ScriptedApi api) {
        return export(api.uri())
                .with("merge", folder.resolve("parts/all.ndjson"))
                .with("merge-size", size);
    }

    @Test
    void an_empty_export_merges_into_an_empty_file_that_can_be_read() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(0);
                Export export =
                        export(api.uri()).with("compress", "gzip").with("merge", folder.resolve("all.ndjson.gz"))) {
            assertThat(export.run().state()).isEqualTo("complete");

            assertThat(gunzip(Files.readAllBytes(folder.resolve("all.ndjson.gz"))))
                    .isEmpty();
        }
    }

    @Test
    void a_merge_that_cannot_be_written_ends_the_job_and_keeps_its_pages() throws Exception {
        Files.writeString(folder.resolve("taken"), "a file where a folder is needed");
        try (ScriptedApi api = ScriptedApi.of(25)) {
            try (Export export = export(api.uri()).with("merge", folder.resolve("taken/all.ndjson"))) {
                JobReport report = export.run();

                assertThat(report.state()).isEqualTo("aborted");
                assertThat(report.message()).contains("merge").contains("all pages are delivered");
                assertThat(export.out().resolve("_complete.json")).doesNotExist();
            }
            Files.delete(folder.resolve("taken"));
            try (Export again = export(api.uri()).with("merge", folder.resolve("taken/all.ndjson"))) {
                assertThat(again.run().state()).isEqualTo("complete");
                assertThat(api.requests()).isEqualTo(3);
            }
        }
    }

    @Test
    void a_folder_that_cannot_be_written_to_ends_the_job_before_anything_is_asked() throws Exception {
        Files.writeString(folder.resolve("out"), "a file where the folder should be");
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api.uri())) {
            assertThatThrownBy(export::start)
                    .isInstanceOf(JobAbortedException.class)
                    .hasMessageContaining("(out)")
                    .hasMessageContaining(export.out().toString());
            assertThat(api.requests()).isZero();
        }
    }

    @Test
    void a_write_that_fails_half_way_is_repeated_whole() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api.uri())) {
            FailOnce half = new FailOnce("orders-write", exchange -> {
                exchange.getMessage().getBody(InputStream.class).readNBytes(40);
                Path temporary = export.out().resolve("_/000000/0.part");
                Files.createDirectories(temporary.getParent());
                Files.writeString(temporary, "{\"id\":0}\n{\"id\"");
            });
            export.context().getCamelContextExtension().addInterceptStrategy(half);
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(half.calls()).isEqualTo(4);
            assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(25));
            assertThat(api.requests()).isEqualTo(3);
        }
    }

    @Test
    void a_file_that_does_not_hold_what_was_cut_out_of_the_answer_is_written_again() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api.uri())) {
            FailOnce lost = new FailOnce("orders-check", exchange -> {
                throw new IOException("the file holds 3 records, but the page has 10");
            });
            export.context().getCamelContextExtension().addInterceptStrategy(lost);

            assertThat(export.run().state()).isEqualTo("complete");
            assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(25));
        }
    }

    @Test
    void a_sink_that_never_takes_the_page_fails_it_with_the_reason() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api.uri()).with("retry-attempts", 2)) {
            // Where the last page's file should be there is a folder that is not empty.
            Files.createDirectories(export.out().resolve("_/000000/000000000002.ndjson/x"));
            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("failed-pages");
            assertThat(report.records()).isEqualTo(20);
            assertThat(export.status().failedPages())
                    .extracting(PageRow::error)
                    .allMatch(why -> why.contains("delivery to " + export.out()));
        }
    }

    private Path merged(String name, ApiProfile profile, int workers, String compress, String file) throws Exception {
        Path target = folder.resolve(name).resolve(file);
        try (ApiSimulator api = ApiSimulator.start(profile);
                Export export = Export.of(folder.resolve(name), api.uri())
                        .with("rate", "none")
                        .with("page-size", 30)
                        .with("workers", workers)
                        .with("timeout", "5s")
                        .with("compress", compress)
                        .with("merge", target)) {
            JobReport report = export.run();
            assertThat(report.state()).as(report.message()).isEqualTo("complete");
        }
        return target;
    }

    private Export export(Object url) {
        return Export.of(folder, url).with("rate", "none").with("page-size", 10).with("workers", 4);
    }

    private static JobEnd end(ExportJob job) {
        try {
            return job.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Long> sizesOfPages(Path out) throws IOException {
        PathMatcher pages = FileSystems.getDefault().getPathMatcher("glob:*.ndjson*");
        Path page = out.resolve("_/000000");
        if (!Files.isDirectory(page)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(page)) {
            return all.filter(file -> pages.matches(file.getFileName())).map(FileSinkTest::size).toList().stream();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> files(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> gunzip(byte[] packed) throws IOException {
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
