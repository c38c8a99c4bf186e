/**
 * Verifies a page's body and cuts its records out byte for byte, in constant memory, into a body that can be read again.
 */
package org.sakia.page;
