/** Durations and sizes as users write and read them. Depends on nothing else. */
package org.sakia.units;
