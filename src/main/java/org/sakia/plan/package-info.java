/** Which pages there are: page keys one after the other for the plan route, and what the answers tell about the source. */
package org.sakia.plan;
