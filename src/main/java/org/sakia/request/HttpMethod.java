package org.sakia.request;

/** How pages are asked for. */
public enum HttpMethod {
    GET,
    POST
}
