package org.cqrsjakarta.it.refused;

import org.cqrsjakarta.StreamingHandler;

/** Implements nothing. */
@StreamingHandler
public class NoHandler {}
