package org.sakia.lab.review;

/**
 * One strategy's run, in the API's own time.
 *
 * @param strategy    its word, such as {@code token-bucket}
 * @param figures     what it came to
 * @param arrivalsS   seconds from the first arrival to each, in order
 * @param departuresS seconds from the first arrival to the end of each answer or broken connection, in order
 */
public record StrategyRun(String strategy, Figures figures, double[] arrivalsS, double[] departuresS) {}
