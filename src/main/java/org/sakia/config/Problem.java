package org.sakia.config;

/**
 * One mistake in the configuration, worded for the user and free of secrets.
 *
 * @param key      the full key, or empty where no key is to blame
 * @param where    file and line, or other source; empty if nowhere
 * @param sentence what is wrong and what to do
 */
public record Problem(String key, String where, String sentence) {

    /** {@code sakia.job.orders.rate (application.properties line 3): '100' is no rate; write ...} */
    @Override
    public String toString() {
        if (key.isEmpty()) {
            return where.isEmpty() ? sentence : where + ": " + sentence;
        }
        return where.isEmpty() ? key + ": " + sentence : key + " (" + where + "): " + sentence;
    }
}
