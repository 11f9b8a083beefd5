package org.cqrsjakarta.it.clients;

/** One number of a {@link Count}. */
public record Counted(int number) {}
