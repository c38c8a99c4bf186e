/**
 * One run of a job in a CamelContext: start at {@link org.sakia.job.ExportJob}, which puts the beans together and creates the
 * routes from their templates.
 */
package org.sakia.job;
