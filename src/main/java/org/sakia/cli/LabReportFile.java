package org.sakia.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sakia.lab.review.Figures;
import org.sakia.lab.review.Review;
import org.sakia.lab.review.StrategyRun;

/** Writes what {@code lab --report} promises: one JSON object with an entry a strategy. */
final class LabReportFile {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LabReportFile() {}

    static void write(Path file, Review review) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        ArrayNode strategies = root.putArray("strategies");
        review.runs().forEach(run -> add(strategies.addObject(), run));
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }

    private static void add(ObjectNode entry, StrategyRun run) {
        Figures figures = run.figures();
        entry.put("strategy", run.strategy())
                .put("requests", figures.requests())
                .put("wall_s", rounded(figures.wallS()))
                .put("ideal_s", rounded(figures.idealS()))
                .put("share_of_limit", rounded(figures.shareOfLimit()))
                .put("peak_window", figures.peakWindow())
                .put("throttled", figures.throttled())
                .put("banned", figures.banned())
                .put("lost_pages", figures.lostPages())
                .put("peak_in_flight", figures.peakInFlight())
                .put("peak_heap_mb", rounded(figures.peakHeapMb()))
                .put("first_record_s", rounded(figures.firstRecordS()))
                .put("requests_per_period", rounded(figures.requestsPerPeriod()))
                .put("extrapolated", figures.extrapolated());
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
