package org.cqrsjakarta.internal.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant. */
public final class Spelling {

    private static final int LETTERS_PER_MISTAKE = 4;

    private Spelling() {}

    /**
     * Looks for the name that is most like one that is not there.
     *
     * @return empty if none is like it: at most one letter in four may be wrong, but always two
     */
    public static Optional<String> nearest(String name, Collection<String> names) {
        int allowed = Math.max(2, name.length() / LETTERS_PER_MISTAKE);
        return sorted(name, names).stream().findFirst().filter(nearest -> distance(name, nearest) <= allowed);
    }

    /** All names, those first that are most like one. */
    public static List<String> sorted(String name, Collection<String> names) {
        return names.stream()
                .sorted(Comparator.<String>comparingInt(other -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** How many letters are missing, too many, wrong, or changed places with their neighbour; case does not count. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        Arrays.setAll(rows[0], j -> j);
        for (int i = 1; i <= a.length(); i++) {
            rows[i][0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                rows[i][j] = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + wrong);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
    }
}
