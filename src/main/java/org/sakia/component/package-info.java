/**
 * The Camel component {@code sakia:}: a job inside another application's CamelContext, whose pages are the exchanges of a
 * route. Start at {@link org.sakia.component.SakiaConsumer}.
 */
package org.sakia.component;
