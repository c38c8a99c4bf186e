/** A token server to get access tokens from. */
package org.sakia.token;
