/** The durable memory of a job: which pages ended and how, when requests left, and who holds the job. */
package org.sakia.ledger;
