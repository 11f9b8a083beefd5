package org.cqrsjakarta.it.busy;

import org.cqrsjakarta.StreamRequest;

/** Asks for items without an end, as fast as they are read. */
public record Flood() implements StreamRequest<String> {}
