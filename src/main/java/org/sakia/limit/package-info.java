/** Reads what an answer's fields say about the API's limits, in all the forms that are in use. */
package org.sakia.limit;
