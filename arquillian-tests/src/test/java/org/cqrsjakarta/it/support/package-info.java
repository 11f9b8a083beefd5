/** What the scenarios share: archives, an event stream client, and named waits. */
package org.cqrsjakarta.it.support;
