package org.cqrsjakarta.inspector.connection;

/**
 * What a failed attempt means.
 *
 * @param outcome what is to follow
 * @param state   how the connection stands
 * @param words   what there is to say about it, for a human
 */
record Verdict(Outcome outcome, Health.State state, String words) {}
