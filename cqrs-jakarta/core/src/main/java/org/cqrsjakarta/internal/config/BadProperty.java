package org.cqrsjakarta.internal.config;

/** Is told of values that are not right. */
@FunctionalInterface
public interface BadProperty {

    /** For who reads values again that somebody else has complained about. */
    BadProperty SAID_ELSEWHERE = (property, found, required) -> {};

    /**
     * A value is not right, and its default goes on.
     *
     * @param property its name
     * @param found    its value
     * @param required what would be right, for a human
     */
    void say(String property, String found, String required);
}
