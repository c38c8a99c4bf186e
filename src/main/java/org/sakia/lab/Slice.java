package org.sakia.lab;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The records a request chooses by region and time: a range of the table that is paged like a table of its own.
 *
 * @param first index of the first record
 * @param end   index behind the last one
 * @param name  the same for the same choice, so that a cursor belongs to one
 */
record Slice(long first, long end, String name) {

    private static final String REGION = "region";
    private static final String SINCE = "updated_since";
    private static final String FROM = "updated_from";
    private static final String TO = "updated_to";

    long size() {
        return end - first;
    }

    /** @throws WrongRequestException if there is no such region, or a time is no ISO instant */
    static Slice of(Target target, MultiMap params, Arrival arrival) throws WrongRequestException {
        int regions = arrival.profile().regions();
        if (target.isCustomers()) {
            return new Slice(0, regions, "customers");
        }
        long first = 0;
        long end = arrival.total();
        String name = "";
        Optional<String> region = target.customer().or(() -> Optional.ofNullable(params.get(REGION)));
        if (regions > 0 && region.isPresent()) {
            int number = number(region.get(), regions, target.customer().isPresent() ? 404 : 400);
            first = Math.min(end, bound(arrival, number));
            end = number == regions - 1 ? end : Math.min(end, bound(arrival, number + 1));
            name = REGION + number;
        }
        for (String since : new String[] {SINCE, FROM}) {
            if (params.contains(since)) {
                first = Math.max(first, record(params, since));
            }
        }
        if (params.contains(TO)) {
            end = Math.min(end, record(params, TO));
        }
        name += "," + params.get(SINCE) + "," + params.get(FROM) + "," + params.get(TO);
        return new Slice(Math.min(first, end), end, name);
    }

    /** Regions share the records evenly that were there at the start; the last one takes what is added. */
    private static long bound(Arrival arrival, long number) {
        long records = arrival.profile().total().records();
        int regions = arrival.profile().regions();
        return records / regions * number + records % regions * number / regions;
    }

    private static int number(String region, int regions, int ifUnknown) throws WrongRequestException {
        try {
            int number = Integer.parseInt(region.startsWith("r") ? region.substring(1) : region);
            if (number >= 0 && number < regions) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As unknown as a number that is too large.
        }
        throw new WrongRequestException(ifUnknown, "no such region; they are r0 to r" + (regions - 1));
    }

    private static long record(MultiMap params, String name) throws WrongRequestException {
        try {
            return UpdateTimes.firstSince(Instant.parse(params.get(name)));
        } catch (DateTimeParseException e) {
            throw new WrongRequestException(400, name + " is no ISO instant such as 2024-01-31T00:00:00Z");
        }
    }
}
