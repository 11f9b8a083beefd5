/**
 * Feeds of servers: how they are found, kept open and read, and how an operator acts on a circuit. The central type is
 * {@link org.cqrsjakarta.inspector.connection.FeedConnection}. What comes in is put into an
 * {@link org.cqrsjakarta.inspector.connection.Inbox}, on the threads of the feeds; somebody else takes it out.
 */
@NullMarked
package org.cqrsjakarta.inspector.connection;

import org.jspecify.annotations.NullMarked;
