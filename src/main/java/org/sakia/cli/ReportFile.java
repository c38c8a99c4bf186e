package org.sakia.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sakia.job.JobReport;

/** Writes what {@code --report} promises: one JSON object with an entry a job. */
final class ReportFile {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportFile() {}

    static void write(Path file, List<JobReport> reports) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        ArrayNode jobs = root.putArray("jobs");
        reports.forEach(report -> add(jobs.addObject(), report));
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }

    private static void add(ObjectNode job, JobReport report) {
        job.put("job", report.job()).put("state", report.state()).put("message", report.message());
        if (report.expectedRecords().isPresent()) {
            job.put("expected_records", report.expectedRecords().getAsLong());
        } else {
            job.putNull("expected_records");
        }
        job.put("records", report.records())
                .put("repeated_records", report.repeatedRecords())
                .put("skipped_records", report.skippedRecords());
        job.putObject("pages")
                .put("planned", report.pages().planned())
                .put("delivered", report.pages().delivered())
                .put("failed", report.pages().failed())
                .put("resumed", report.pages().resumed());
        job.putObject("requests")
                .put("total", report.requests().total())
                .put("ok", report.requests().ok())
                .put("throttled", report.requests().throttled())
                .put("failed", report.requests().failed());
        job.put("bytes", report.bytes()).put("wall_s", report.wallS());
        ObjectNode rate = job.putObject("rate")
                .put("limit", report.rate().limit())
                .put("achieved_per_period", report.rate().achievedPerPeriod())
                .put("utilisation", report.rate().utilisation());
        report.rate().adaptiveShare().ifPresent(share -> rate.put("adaptive_share", share));
        report.rate().lowestShare().ifPresent(share -> rate.put("lowest_adaptive_share", share));
        job.put("peak_in_flight", report.peakInFlight());
    }
}
