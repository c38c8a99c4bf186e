/** Finds out from a few answers how an unknown API is exported. Pure: nothing here asks anybody. */
package org.sakia.guide;
