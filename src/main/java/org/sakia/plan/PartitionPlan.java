package org.sakia.plan;

import java.util.Optional;
import java.util.OptionalLong;

/** Which pages one partition has. Not thread-safe; {@link Plan} guards it. */
sealed interface PartitionPlan permits NumberedPlan, ChainedPlan {

    /** The page that can be asked for now; empty if there is none, or none before an answer comes. */
    OptionalLong candidate();

    /** The candidate was handed out. */
    void planned(long sequence);

    /** A page that was handed out has ended, whatever became of it. */
    void ended();

    /** What asks for a page. */
    PageAddress address(long sequence);

    /**
     * Takes in what an answer says; true if anything that the ledger keeps has changed.
     *
     * @throws EndlessSourceException if the source turns out to go round in circles
     */
    boolean verified(long sequence, PageContent content) throws EndlessSourceException;

    /** What the ledger is to keep. */
    String cursor();

    /** True if the source is known to have ended before this page. */
    boolean isPastEnd(long sequence);

    /** A page that the source has outgrown, each answered once: it was the last and short, and is not any more. */
    OptionalLong takeOutgrownPage();

    /** True once an answer has told how the source is cut. */
    boolean isKnown();

    /** Records that the API says it holds. */
    OptionalLong total();

    /** Pages that there are, as far as is known. */
    OptionalLong pages();

    /** Records on a full page. */
    int step();

    /** Why the end that was found can't be the end. */
    Optional<String> doubt();
}
