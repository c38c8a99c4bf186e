package org.sakia.deliver;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.sakia.ledger.LedgerException;
import org.sakia.page.SpoolException;
import org.sakia.plan.PageTask;
import org.sakia.request.JobAbortedException;

/** Says what a failed delivery means: try again, or end the job because no page can be delivered. Thread-safe. */
public final class SinkFailure {

    private final String sink;
    private final UnaryOperator<String> mask;

    /**
     * @param sink what the messages call the sink
     * @param mask takes secrets out of what an endpoint says
     */
    public SinkFailure(String sink, UnaryOperator<String> mask) {
        this.sink = sink;
        this.mask = mask;
    }

    /**
     * Called with the exception that the sink's steps ended with.
     *
     * @throws SinkException       if the delivery may work when it is tried again
     * @throws JobAbortedException if it can't: the disk is full or the folder closed to us
     * @throws LedgerException     as it came: the sink is not to blame
     */
    public void failed(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws SinkException, JobAbortedException {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        JobAbortedException abort = ObjectHelper.getException(JobAbortedException.class, cause);
        if (abort != null) {
            throw abort;
        }
        takeBack(exchange.getExchangeExtension());
        LedgerException noLedger = ObjectHelper.getException(LedgerException.class, cause);
        if (noLedger != null) {
            throw noLedger;
        }
        SpoolException noRoom = ObjectHelper.getException(SpoolException.class, cause);
        if (noRoom != null) {
            throw new JobAbortedException(noRoom.getMessage(), noRoom);
        }
        if (isDiskFull(cause)) {
            throw new JobAbortedException(
                    "no room is left in " + sink + "; make room and run again, the run goes on where it stopped",
                    cause);
        }
        if (ObjectHelper.getException(AccessDeniedException.class, cause) != null
                || says(cause, "read-only file system")) {
            throw new JobAbortedException("writing into " + sink + " is not permitted: " + words(cause), cause);
        }
        String why = "delivery to " + sink + " failed: " + words(cause);
        task.sinkFailed(why);
        throw new SinkException(why, cause);
    }

    /** The error handler of a sink's own route marks the exchange as finished with; the fetch route's would then pass. */
    private static void takeBack(ExchangeExtension exchange) {
        exchange.setErrorHandlerHandled(null);
        exchange.setFailureHandled(false);
        exchange.setRedeliveryExhausted(false);
    }

    static boolean isDiskFull(Throwable cause) {
        return says(cause, "no space left") || says(cause, "disk quota exceeded") || says(cause, "not enough space");
    }

    private static boolean says(Throwable cause, String words) {
        IOException io = ObjectHelper.getException(IOException.class, cause);
        return io != null
                && io.getMessage() != null
                && io.getMessage().toLowerCase(Locale.ROOT).contains(words);
    }

    private String words(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return mask.apply(root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage());
    }
}
