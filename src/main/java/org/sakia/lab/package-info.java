/** The API simulator: a slow, limited, faulty HTTP API on loopback, and the referee that counts what it saw. */
package org.sakia.lab;
