package org.cqrsjakarta.it.shapes;

/** A domain event of each handler. */
public record Mentioned(String by) {}
