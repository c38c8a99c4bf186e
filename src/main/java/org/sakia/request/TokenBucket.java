package org.sakia.request;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.util.List;

/** Bucket4j's token bucket, full at the start: for each rate N per P, N tokens that come back evenly. Thread-safe. */
public final class TokenBucket {

    private final Bucket bucket;

    /** @param rates one or more; a request takes a token of each */
    public TokenBucket(List<Rate> rates) {
        LocalBucketBuilder builder = Bucket.builder();
        rates.forEach(rate -> builder.addLimit(
                limit -> limit.capacity(rate.requests()).refillGreedy(rate.requests(), rate.period())));
        bucket = builder.build();
    }

    /** Waits for a token and takes it. */
    public void take() throws InterruptedException {
        bucket.asBlocking().consume(1);
    }
}
