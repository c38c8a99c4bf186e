package org.sakia.deliver;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.sakia.plan.PageTask;

/** The headers that a sink endpoint gets with each page. Thread-safe. */
public final class SinkHeaders {

    /** Name of the job. */
    public static final String JOB = "sakia-job";

    /** Page key: the same over retries and restarts, so a sink can use it to recognise a page. */
    public static final String PAGE = "sakia-page";

    /** Where a record stands in its page, from 0; with sinks that get one message a record. */
    public static final String INDEX = "sakia-index";

    /** Records in the body, one a line. */
    public static final String RECORDS = "sakia-records";

    /** Bytes of the body. */
    public static final String BYTES = "sakia-bytes";

    /** When the verified answer came, ISO-8601 in UTC. */
    public static final String FETCHED_AT = "sakia-fetched-at";

    private final String job;

    public SinkHeaders(String job) {
        this.job = job;
    }

    /** Sets them for the page in the message. */
    public void set(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task) {
        Message message = exchange.getMessage();
        message.setHeader(JOB, job);
        message.setHeader(PAGE, task.getKey());
        message.setHeader(RECORDS, task.getRecords());
        message.setHeader(BYTES, task.getCut().bytes());
        message.setHeader(FETCHED_AT, task.getFetchedAt().toString());
    }
}
