package org.cqrsjakarta.demo.web;

/** A client sent something that is not right; the message tells the client what, and what would be. */
final class BadInputException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 40;

    BadInputException(String message) {
        super(message);
    }

    /** What was found, for a message: in quotes and not at any length. */
    static String quote(String found) {
        return found.length() <= LONGEST_QUOTE
                ? "\"" + found + "\""
                : "\"" + found.substring(0, LONGEST_QUOTE) + "…\" (" + found.length() + " characters)";
    }
}
