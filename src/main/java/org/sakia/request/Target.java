package org.sakia.request;

import java.net.URI;

/** What {@link Origins} says to a URL that the API named. */
public sealed interface Target {

    /**
     * It may be asked.
     *
     * @param uri absolute, http or https, with a host, without user info and fragment
     */
    record Allowed(URI uri) implements Target {}

    /**
     * It must not be asked.
     *
     * @param why the end of a sentence such as "the API redirects to ...", with what to do about it; no part of the URL
     *            but its origin stands in it
     */
    record Refused(String why) implements Target {}
}
