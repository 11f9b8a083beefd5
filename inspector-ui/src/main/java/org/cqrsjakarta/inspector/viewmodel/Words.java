package org.cqrsjakarta.inspector.viewmodel;

import java.util.Locale;

/** Numbers and names as they are read. */
public final class Words {

    private static final double MILLI = 1_000;
    private static final double SECOND = 1_000_000;

    private Words() {}

    /** A duration, three digits of it. */
    public static String duration(long micros) {
        if (micros < 0) {
            return "—";
        }
        if (micros < MILLI) {
            return micros + " µs";
        }
        if (micros < SECOND) {
            return digits(micros / MILLI) + " ms";
        }
        if (micros < 60 * SECOND) {
            return digits(micros / SECOND) + " s";
        }
        long seconds = Math.round(micros / SECOND);
        return seconds < 3600
                ? both(seconds / 60, "min", seconds % 60, "s")
                : both(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }

    /** A duration, in whole milliseconds below a second. */
    public static String coarse(long micros) {
        if (micros < 0 || micros >= SECOND) {
            return duration(micros);
        }
        return micros < MILLI ? "under 1 ms" : Math.round(micros / MILLI) + " ms";
    }

    /** A time that is still to come, in whole seconds, never less than is left. */
    public static String countdown(long micros) {
        if (micros <= 0) {
            return "now";
        }
        long seconds = Math.ceilDiv(micros, (long) SECOND);
        return "in " + (seconds < 60 ? seconds + " s" : duration(seconds * (long) SECOND));
    }

    /** A duration of a whole number of its unit. */
    public static String whole(long micros) {
        if (micros < MILLI) {
            return micros + " µs";
        }
        return micros < SECOND ? micros / (long) MILLI + " ms" : micros / (long) SECOND + " s";
    }

    /** A count, with its thousands apart. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A rate: small ones with a digit behind the point. */
    public static String rate(double perSecond) {
        return perSecond < 10 && perSecond > 0
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : count(Math.round(perSecond));
    }

    /** A share of 1. */
    public static String percent(double share) {
        return share > 0 && share < 0.095
                ? String.format(Locale.ROOT, "%.1f %%", share * 100)
                : Math.round(share * 100) + " %";
    }

    /** A class without its package. */
    public static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** Class of a failure in a word, as clients are told it: without what it is declared in. */
    public static String reason(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        String inner = simple.substring(simple.lastIndexOf('$') + 1).replaceFirst("^\\d+", "");
        return inner.isEmpty() ? simple : inner;
    }

    private static String both(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
