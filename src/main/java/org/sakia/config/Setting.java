package org.sakia.config;

/**
 * One key with its text, as some source holds it.
 *
 * @param scope what stands before the option's key, as in {@code sakia.job.orders.}; may be empty
 * @param key   the option's key, as in {@code page-size} or {@code query.status}
 * @param value the text
 * @param where the source, as in "application.properties line 12"
 */
record Setting(String scope, String key, String value, String where) {

    String fullKey() {
        return scope + key;
    }

    Setting withValue(String text) {
        return new Setting(scope, key, text, where);
    }

    Problem problem(String sentence) {
        return new Problem(fullKey(), where, sentence);
    }
}
