package org.sakia.component;

import org.apache.camel.spi.Metadata;
import org.sakia.deliver.SinkHeaders;

/** The headers of the consumer's exchanges. */
public final class SakiaConstants {

    /** Name of the job. */
    @Metadata(label = "consumer", description = "The name of the job.", javaType = "String")
    public static final String JOB = SinkHeaders.JOB;

    /** Page key. */
    @Metadata(
            label = "consumer",
            description = "The key of the page: the same whenever the page comes, over retries and restarts.",
            javaType = "String")
    public static final String PAGE = SinkHeaders.PAGE;

    /** Where a record stands in its page. */
    @Metadata(
            label = "consumer",
            description =
                    "With split: where the record stands in its page, from 0. Page and index together name a record.",
            javaType = "Long")
    public static final String INDEX = SinkHeaders.INDEX;

    /** Records of the page. */
    @Metadata(label = "consumer", description = "How many records the page has.", javaType = "Long")
    public static final String RECORDS = SinkHeaders.RECORDS;

    /** Bytes of the page. */
    @Metadata(label = "consumer", description = "Without split: how many bytes the body has.", javaType = "Long")
    public static final String BYTES = SinkHeaders.BYTES;

    /** When the answer came. */
    @Metadata(
            label = "consumer",
            description = "When the answer with the page had come and was verified, ISO-8601 in UTC.",
            javaType = "String")
    public static final String FETCHED_AT = SinkHeaders.FETCHED_AT;

    private SakiaConstants() {}
}
