package org.cqrsjakarta.it.refused;

import org.cqrsjakarta.StreamRequest;

/** What all of them handle. */
public record Ask() implements StreamRequest<String> {}
