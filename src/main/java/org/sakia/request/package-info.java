/**
 * One attempt to get a page: the gate and the pace that keep the limit, the HTTP call, and what an answer means. The
 * exceptions here are what the clauses of the fetch route name.
 */
package org.sakia.request;
