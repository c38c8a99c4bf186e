package org.sakia.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.Variable;
import org.apache.camel.component.file.FileConstants;
import org.sakia.page.Spool;
import org.sakia.plan.PageTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the file sink's route needs beside Camel's file component: names, compression, the check. Thread-safe. */
public final class FileSink {

    private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);

    private final PageFiles files;
    private final int memoryBytes;
    private final Path spoolFolder;

    /**
     * @param memoryBytes how much of a compressed page stays in memory
     * @param spoolFolder where the rest goes
     */
    public FileSink(PageFiles files, int memoryBytes, Path spoolFolder) {
        this.files = files;
        this.memoryBytes = memoryBytes;
        this.spoolFolder = spoolFolder;
    }

    /** Names the file that the page is written to first, and compresses the body where the job asks for it. */
    public void prepare(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task) throws IOException {
        Message message = exchange.getMessage();
        String temporary = files.temporaryName(task.getPage());
        message.setHeader(FileConstants.FILE_NAME, temporary);
        // The component makes it too, but does not tell why it could not.
        Files.createDirectories(files.out().resolve(temporary).getParent());
        task.alsoRelease(() -> remove(files.out().resolve(temporary)));
        if (files.gzipped()) {
            compress(exchange, task);
        }
    }

    /**
     * Compares what stands in the file with what was cut out of the answer, and then gives it the page's name.
     *
     * @throws IOException if they differ; a file of an earlier run stays in place
     */
    public void publish(@Variable(PageTask.VARIABLE) PageTask task) throws IOException {
        String written = files.temporaryName(task.getPage());
        files.verify(written, task.getCut());
        String name = files.name(task.getPage());
        Path page = files.out().resolve(name);
        Files.move(
                files.out().resolve(written),
                page,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        task.stored(name, Files.size(page));
    }

    /** An empty page leaves no file, not even that of an earlier answer. */
    public void removeEmpty(@Variable(PageTask.VARIABLE) PageTask task) throws IOException {
        Files.deleteIfExists(files.out().resolve(files.name(task.getPage())));
        task.stored("", 0);
    }

    /** What is left when the page could not be delivered; a delivered one has taken its name. */
    private static void remove(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            LOG.debug("{} stays, no page is named like that: {}", temporary, e.getMessage());
        }
    }

    private void compress(Exchange exchange, PageTask task) throws IOException {
        Spool compressed = new Spool(memoryBytes, spoolFolder);
        task.alsoRelease(compressed::discard);
        try (InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class);
                OutputStream gzip = new GZIPOutputStream(compressed)) {
            body.transferTo(gzip);
        } catch (InvalidPayloadException e) {
            throw new IOException(e);
        }
        StreamCache body = compressed.toStreamCache();
        exchange.getMessage().setBody(body);
    }
}
