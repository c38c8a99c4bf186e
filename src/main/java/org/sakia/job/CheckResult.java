package org.sakia.job;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one request told.
 *
 * @param records     on the first page
 * @param total       that the API says it holds
 * @param pages       that these are
 * @param step        records on a full page, as the server really cuts them
 * @param latency     from the send to the last byte, the wait for the limit included
 * @param workers     that the run would start with
 * @param limitFields what the answer's fields said about limits
 */
public record CheckResult(
        long records,
        OptionalLong total,
        OptionalLong pages,
        int step,
        Duration latency,
        int workers,
        Map<String, String> limitFields) {}
