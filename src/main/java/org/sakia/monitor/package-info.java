/** What a run has done so far, in figures. */
package org.sakia.monitor;
