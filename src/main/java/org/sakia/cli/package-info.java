/** The application around the library: commands, progress, log, exit codes. */
package org.sakia.cli;
