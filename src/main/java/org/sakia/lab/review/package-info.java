/** The review of the ways of limiting: what each did to an API, in figures, pictures and plain sentences. */
package org.sakia.lab.review;
