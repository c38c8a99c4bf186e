/** An SFTP server to deliver to. */
package org.sakia.sftp;
