/**
 * The engine: a chain's steps, the switchover from one to the next, its continuation, and the contexts in which
 * handlers run. The central type is {@link org.cqrsjakarta.internal.stream.StreamRun}, one run of one chain. Internal.
 */
@NullMarked
package org.cqrsjakarta.internal.stream;

import org.jspecify.annotations.NullMarked;
