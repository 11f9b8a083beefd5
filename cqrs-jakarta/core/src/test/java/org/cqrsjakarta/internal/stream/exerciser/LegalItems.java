package org.cqrsjakarta.internal.stream.exerciser;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The model of a stream: which items of each handler its consumer sees, after those of the handlers before. */
final class LegalItems {

    private final List<Item> seen;
    private final int givenBefore;
    private final Set<Integer> keys = new HashSet<>();
    private int position;

    /**
     * Begins it.
     *
     * @param seen        by the consumer
     * @param givenBefore how many items a lost node has given it before, the first ones
     */
    LegalItems(List<Item> seen, int givenBefore) {
        this.seen = List.copyOf(seen);
        this.givenBefore = givenBefore;
        IntStream.range(0, givenBefore).forEach(keys::add);
    }

    /**
     * Takes the items of the next handler.
     *
     * @param isWhole whether all that it gave must be there
     * @return what is wrong; {@code null} if nothing is
     */
    String take(HandlerUse use, ExercisedChain.Link link, boolean isWhole) {
        List<Integer> expected = expected(use, link);
        List<Integer> actual = new ArrayList<>();
        int begin = position;
        while (position < seen.size() && seen.get(position).use() == use) {
            actual.add(seen.get(position).key());
            position++;
        }
        keys.addAll(actual);
        boolean isPrefix = actual.size() <= expected.size()
                && expected.subList(0, actual.size()).equals(actual);
        if (!isPrefix || isWhole && actual.size() < expected.size()) {
            return "from position " + begin + " on, " + actual + (isWhole ? " instead of " : " is no beginning of ")
                    + expected + " of " + use;
        }
        return null;
    }

    private List<Integer> expected(HandlerUse use, ExercisedChain.Link link) {
        int before = givenBefore + position;
        IntStream given = IntStream.range(use.from, use.from + use.given);
        return switch (link.continuation()) {
            case RESTART -> given.boxed().toList();
            case SKIP_DELIVERED -> given.skip(before).boxed().toList();
            case DISTINCT -> given.filter(key -> !keys.contains(key)).boxed().toList();
        };
    }

    boolean isAtTheEnd() {
        return position == seen.size();
    }
}
