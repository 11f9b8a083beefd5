package org.cqrsjakarta.it.database;

import org.cqrsjakarta.StreamRequest;

/** The same, of a handler whose transaction is over before its stream is pulled. */
public record StreamMeasuresTooLate() implements StreamRequest<String> {}
