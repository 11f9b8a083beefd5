package org.cqrsjakarta.internal.stream.exerciser;

import org.cqrsjakarta.Keyed;

/** An item that tells which use of which step has given it. All sources of a chain give the same keys, from 0. */
record Item(Integer key, HandlerUse use) implements Keyed {}
