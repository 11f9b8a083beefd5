package org.cqrsjakarta.inspector.export;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rows of CSV (RFC 4180, with line feeds) of which no value runs in a spreadsheet, also in one that takes semicolons or tabs
 * for the ends of values, as those of half of Europe do, and therefore finds values within ours.
 */
public final class CsvRow {

    /** Signs of a formula, the wide ones included, where a value begins: behind separators, blanks and quotation marks. */
    private static final Pattern FORMULA =
            Pattern.compile("(^|[,;\\t\\r\\n])([\\s\\p{Z}\"\\p{Cf}]*)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

    private static final Pattern SEPARATED = Pattern.compile("[,;\"\\t\\r\\n]|^\\s|\\s$");

    private CsvRow() {}

    /** The row, with its line feed. */
    public static String of(List<String> values) {
        return values.stream().map(CsvRow::value).collect(Collectors.joining(",", "", "\n"));
    }

    private static String value(String text) {
        boolean isBlank = text.startsWith("\t") || text.startsWith("\r");
        // An apostrophe in front has it taken for text; right in front, for blanks may be cut off or be separators too.
        String safe = (isBlank ? "'" : "") + FORMULA.matcher(text).replaceAll(CsvRow::guarded);
        return SEPARATED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static String guarded(MatchResult found) {
        return Matcher.quoteReplacement(found.group() + "'");
    }
}
