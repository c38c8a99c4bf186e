package org.sakia.deliver.kafka;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.sakia.deliver.PageAgainException;
import org.sakia.deliver.PageUndeliverableException;
import org.sakia.deliver.SinkException;
import org.sakia.deliver.SinkFailure;
import org.sakia.deliver.SinkUnreachableException;
import org.sakia.plan.PageTask;
import org.sakia.request.JobAbortedException;

/** Says what a page means that Kafka did not take: wait, try again, fail the page or end the job. Thread-safe. */
public final class KafkaFailure {

    private final KafkaWords words;
    private final SinkFailure otherwise;
    private final BrokerOutage outage;
    private final BooleanSupplier cut;

    /**
     * @param otherwise decides what is not Kafka's
     * @param cut       whether the job stops and nothing more is sent
     */
    KafkaFailure(KafkaWords words, SinkFailure otherwise, BrokerOutage outage, BooleanSupplier cut) {
        this.words = words;
        this.otherwise = otherwise;
        this.outage = outage;
        this.cut = cut;
    }

    /**
     * Called with the exception that the sink's steps ended with.
     *
     * @throws SinkException              if the delivery may work when it is tried again
     * @throws SinkUnreachableException   if the brokers do not answer
     * @throws PageAgainException         if another page's failure took the transaction with it
     * @throws PageUndeliverableException if this page can't be delivered
     * @throws JobAbortedException        if no page can
     * @throws InterruptedException       if the job stops
     */
    public void failed(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws SinkException, SinkUnreachableException, PageAgainException, PageUndeliverableException,
                    JobAbortedException, InterruptedException {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        rethrow(cause, task);
        Optional<KafkaPage> page = Optional.ofNullable(exchange.getProperty(KafkaPage.PROPERTY, KafkaPage.class));
        Optional<String> tooLarge = tooLarge(cause, page);
        if (tooLarge.isPresent()) {
            task.sinkFailed(tooLarge.get());
            throw new PageUndeliverableException(tooLarge.get(), cause);
        }
        if (KafkaWords.isRefused(cause)) {
            throw new JobAbortedException(words.refused(cause), cause);
        }
        if (KafkaWords.isPassing(cause)) {
            if (outage.isTooLong(page.map(KafkaPage::begun).orElseGet(System::nanoTime))) {
                throw new JobAbortedException(words.gaveUp(cause), cause);
            }
            throw new SinkUnreachableException(words.silent(cause), cause);
        }
        otherwise.failed(exchange, task);
    }

    /** What has its meaning already. Kafka leaves the interrupt status set, and with that no error handler would run. */
    private void rethrow(Throwable cause, PageTask task)
            throws PageAgainException, PageUndeliverableException, JobAbortedException, InterruptedException {
        JobAbortedException aborted = ObjectHelper.getException(JobAbortedException.class, cause);
        if (aborted != null) {
            throw aborted;
        }
        if (cut.getAsBoolean()
                || ObjectHelper.getException(InterruptException.class, cause) != null
                || ObjectHelper.getException(InterruptedException.class, cause) != null) {
            Thread.interrupted();
            throw new InterruptedException("the job stops");
        }
        PageAgainException again = ObjectHelper.getException(PageAgainException.class, cause);
        if (again != null) {
            throw again;
        }
        PageUndeliverableException undeliverable = ObjectHelper.getException(PageUndeliverableException.class, cause);
        if (undeliverable != null) {
            task.sinkFailed(undeliverable.getMessage());
            throw undeliverable;
        }
    }

    private Optional<String> tooLarge(Throwable cause, Optional<KafkaPage> page) {
        if (ObjectHelper.getException(RecordTooLargeException.class, cause) == null) {
            return Optional.empty();
        }
        RecordFailedException known = ObjectHelper.getException(RecordFailedException.class, cause);
        String which = known != null
                ? record(known.index(), known.bytes())
                : page.flatMap(KafkaPage::underWay)
                        .flatMap(RecordBatch::largest)
                        .map(record -> record(record.index(), record.value().length))
                        .orElse("a record of the page");
        return Optional.of(which + " is larger than Kafka takes: " + words.said(cause)
                + "; raise the topic's max.message.bytes, or leave the record out, and retry");
    }

    private static String record(int index, long bytes) {
        return String.format(Locale.ROOT, "record %d of the page (%,d bytes)", index, bytes);
    }
}
