/** Where a verified page goes: the file sink, any other endpoint, the row in the ledger, and the end of a job. */
package org.sakia.deliver;
