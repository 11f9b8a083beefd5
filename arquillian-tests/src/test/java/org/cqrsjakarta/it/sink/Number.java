package org.cqrsjakarta.it.sink;

/** An item with what is dangerous in an event stream. */
public record Number(int number, String text) {

    static Number of(int number, int padding) {
        return new Number(number, "line\nid: forged\r\n\ndata: \u00fc \u2028 \ud83c\udf0d" + "x".repeat(padding));
    }
}
