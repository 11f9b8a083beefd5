package org.cqrsjakarta.inspector.protocol;

/**
 * How much of anything a message may have. Far more than an application of any size says, and little enough that whoever
 * says more takes neither the memory nor the time of what else is watched.
 */
public final class Limits {

    /** Characters, and bytes, of a message: some hundred thousand open streams. */
    public static final int MESSAGE = 16 * 1024 * 1024;

    /** Whole numbers, times in microseconds among them: what every JSON can carry exactly (RFC 8259, chapter 6). */
    public static final long NUMBER = (1L << 53) - 1;

    /** Characters of a name. */
    static final int NAME = 1_000;

    /** Characters of a stream's id. */
    static final int ID = 200;

    /** Different names in all messages of a feed. */
    static final int NAMES = 10_000;

    /** Values in one message that is no batch. */
    static final int VALUES = 1_000_000;

    /** Elements of a list of names. */
    static final int LISTED = 100;

    /** Objects and lists in one another. */
    static final int DEPTH = 20;

    /** Digits of a number, whatever its size. */
    static final int DIGITS = 100;

    private Limits() {}
}
