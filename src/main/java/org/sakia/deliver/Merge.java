package org.sakia.deliver;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.PageRow;

/**
 * Puts the pages of a complete job into one file, or into numbered parts, in source order. What comes out depends on
 * the records only, not on how the run went. Used by one thread.
 */
public final class Merge {

    private final PageFiles files;
    private final Path target;
    private final Optional<Long> partBytes;
    private final List<Path> written = new ArrayList<>();
    private Optional<OutputStream> part = Optional.empty();
    private long partSize;

    /**
     * @param target    the merged file; with parts, {@code orders.ndjson} becomes {@code orders-00001.ndjson} and on
     * @param partBytes a part ends with the page that makes it this long or longer
     */
    public Merge(PageFiles files, Path target, Optional<Long> partBytes) {
        this.files = files;
        this.target = target;
        this.partBytes = partBytes;
    }

    /**
     * Writes beside, then renames; an earlier merge stays in place until then.
     *
     * @return the files written, in order
     */
    public List<Path> write(JobLedger ledger) throws IOException {
        if (target.toAbsolutePath().getParent() != null) {
            Files.createDirectories(target.toAbsolutePath().getParent());
        }
        try {
            ledger.forEachDelivered(this::append);
            if (written.isEmpty()) {
                open();
                writeNothing();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            closePart();
        }
        for (Path done : written) {
            Files.move(beside(done), done, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        removeFurtherParts();
        return List.copyOf(written);
    }

    /** Whoever reads all parts must not meet those of an earlier merge that had more of them. */
    private void removeFurtherParts() throws IOException {
        if (partBytes.isPresent()) {
            int beyond = written.size() + 1;
            while (Files.exists(numbered(beyond))) {
                beyond++;
            }
            // From the last one on: cut in between, there is no gap that would end the search the next time.
            while (--beyond > written.size()) {
                Files.delete(numbered(beyond));
            }
        }
    }

    private void append(PageRow row) {
        if (row.file().isEmpty()) {
            return;
        }
        try {
            if (part.isEmpty()) {
                open();
            }
            partSize += Files.copy(files.out().resolve(row.file()), part.orElseThrow());
            if (partBytes.isPresent() && partSize >= partBytes.get()) {
                closePart();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() throws IOException {
        Path next = partBytes.isEmpty() ? target : numbered(written.size() + 1);
        written.add(next);
        partSize = 0;
        part = Optional.of(Files.newOutputStream(beside(next)));
    }

    /** Compressed, nothing is not no bytes. */
    private void writeNothing() throws IOException {
        if (files.gzipped()) {
            new GZIPOutputStream(part.orElseThrow()).finish();
        }
    }

    private void closePart() throws IOException {
        if (part.isPresent()) {
            part.get().close();
            part = Optional.empty();
            try (FileChannel channel =
                    FileChannel.open(beside(written.get(written.size() - 1)), StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /** The file that the source's first records go to. */
    Path first() {
        return partBytes.isEmpty() ? target : numbered(1);
    }

    private Path numbered(int number) {
        String name = target.getFileName().toString();
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        return target.resolveSibling(String.format(Locale.ROOT, "%s-%05d%s", stem, number, ending));
    }

    private static Path beside(Path file) {
        // Its name must not match *.ndjson*, not even for those who list hidden files.
        return file.resolveSibling("." + file.getFileName().toString().replace('.', '-') + ".part");
    }
}
