package org.sakia.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;

/**
 * The property function <code>{{file:/run/secrets/token}}</code>: the file's content in UTF-8, without a line break at
 * its end. Camel finds it by its name under {@code META-INF/services/org/apache/camel/properties-function}. Stateless.
 */
public final class FileFunction implements PropertiesFunction {

    /** Its name, before the colon. */
    static final String NAME = "file";

    private static final int MOST_BYTES = 64 * 1024;

    @Override
    public String getName() {
        return NAME;
    }

    /**
     * @param path relative to the working directory
     * @throws IllegalArgumentException with half a sentence, if the file cannot be read; it holds nothing of the content
     */
    @Override
    public String apply(String path) {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            byte[] bytes = file.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("holds more than " + MOST_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("\\r?\\n\\z", "");
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException("must not be read by this user", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8", e);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
