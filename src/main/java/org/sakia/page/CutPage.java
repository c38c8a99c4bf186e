package org.sakia.page;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What was cut out of one body. Immutable.
 *
 * @param records number of records, and so of lines
 * @param bytes length of the NDJSON written, line breaks included
 * @param checksum CRC32C (RFC 3720, appendix B.4) of the NDJSON written, 0 to 2^32 - 1
 * @param found what stands at the places that were asked for ({@link PageFormat#captures()}), as text; nothing for null
 * @param total the number of all records that the body claims; empty if it claims none that is a whole number >= 0
 */
public record CutPage(long records, long bytes, long checksum, OptionalLong total, Map<FieldPath, String> found) {

    public CutPage {
        found = Map.copyOf(found);
    }
}
