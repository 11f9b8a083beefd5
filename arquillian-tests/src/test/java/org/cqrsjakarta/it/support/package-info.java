/** What the scenarios share: archives, and named waits. */
package org.cqrsjakarta.it.support;
