package org.sakia.deliver;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.sakia.ledger.PageRow;
import org.sakia.page.CutPage;
import org.sakia.page.NdjsonCheck;
import org.sakia.plan.Page;

/**
 * Where the file sink puts pages: {@code <out>/<partition or _>/<000123>/<000000123456>.ndjson[.gz]}, a thousand pages a
 * folder. Immutable.
 *
 * @param out     the job's folder
 * @param gzipped whether the pages are compressed
 */
public record PageFiles(Path out, boolean gzipped) {

    private static final int PAGES_A_FOLDER = 1000;
    private static final Pattern OF_A_PAGE = Pattern.compile("\\d{12,}\\.ndjson(\\.gz)?");

    /** File systems end a name at 255 bytes, and one letter of the value may take nine here. */
    private static final int LONGEST_NAME = 200;

    private static final int KEPT_OF_LONGER = 160;

    /** The page's file, relative to the folder, with forward slashes. */
    public String name(Page page) {
        return String.format(Locale.ROOT, "%s/%012d.ndjson%s", folder(page), page.sequence(), gzipped ? ".gz" : "");
    }

    /** The name it has until it is whole, in the same folder. It never matches {@code *.ndjson*}. */
    public String temporaryName(Page page) {
        return folder(page) + "/" + page.sequence() + ".part";
    }

    /**
     * The whole pages that lie in a folder, whoever wrote them; at most a thousand belong there.
     *
     * @throws IOException if it cannot be read
     */
    public static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            OF_A_PAGE.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static String folder(Page page) {
        String partition = page.partition().isEmpty() ? "_" : shortened(fileSafe(page.partition()));
        return String.format(Locale.ROOT, "%s/%06d", partition, page.sequence() / PAGES_A_FOLDER);
    }

    /** True if the file that a ledger row speaks of is there and as long as it was when it was delivered. */
    public boolean isIntact(PageRow row) {
        if (row.file().isEmpty()) {
            return true;
        }
        try {
            return Files.size(out.resolve(row.file())) == row.fileBytes();
        } catch (IOException missing) {
            return false;
        }
    }

    /**
     * Reads a page's file back.
     *
     * @throws IOException if it does not hold exactly what was cut out of the answer
     */
    public void verify(String file, CutPage expected) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(out.resolve(file)));
                InputStream lines = gzipped ? new GZIPInputStream(raw) : raw) {
            NdjsonCheck found = NdjsonCheck.of(lines);
            if (!found.matches(expected)) {
                throw new IOException(file + " holds " + found.records() + " records in " + found.bytes()
                        + " bytes, but the page has " + expected.records() + " in " + expected.bytes());
            }
        }
    }

    /** A longer name keeps its begin, and a hash tells it from others that begin alike. */
    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : String.format(Locale.ROOT, "%s~%016x", name.substring(0, KEPT_OF_LONGER), Hash64.of(name));
    }

    /** Names of partitions are percent-encoded already; a round of an incremental job is a folder of its own. */
    private static String fileSafe(String partition) {
        StringBuilder safe = new StringBuilder();
        for (char c : partition.toCharArray()) {
            boolean plain = Character.isLetterOrDigit(c) && c < 128
                    || "-_%@/".indexOf(c) >= 0
                    || c == '.' && !safe.isEmpty() && safe.charAt(safe.length() - 1) != '/';
            safe.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%04x", (int) c));
        }
        return safe.toString();
    }
}
