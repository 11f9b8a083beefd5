package org.cqrsjakarta.it.crowd;

import org.cqrsjakarta.StreamRequest;

/** Asks for one item, and then for nothing until {@link CrowdResource#end}. */
public record Idle() implements StreamRequest<String> {}
