package org.cqrsjakarta.testkit;

import java.util.List;

/** What has broken parsers and encoders of event streams and JSON before. */
final class NastyText {

    static final List<String> PIECES = List.of(
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\0",
            "\uFEFF",
            "\u2028",
            "\u2029",
            "\u0085",
            "\u000B",
            "\u000C",
            "\u001F",
            "\u007F",
            "\uFFFD",
            "\uFFFF",
            "\uD83C",
            "\uDF0B",
            "\uD83C\uDF0B",
            "data: ",
            "data:",
            "event: ",
            "id: ",
            "retry: ",
            ":",
            " ",
            "?",
            "\"",
            "\\",
            "\\u",
            "</script>",
            "{}",
            "complete",
            "item",
            "é",
            "€",
            "0",
            "1");

    private NastyText() {}
}
