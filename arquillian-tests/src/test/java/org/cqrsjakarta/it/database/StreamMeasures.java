package org.cqrsjakarta.it.database;

import org.cqrsjakarta.StreamRequest;

/** Asks for all measures, with whether a transaction was active when each was read. */
public record StreamMeasures() implements StreamRequest<String> {}
