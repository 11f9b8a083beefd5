package org.cqrsjakarta.internal.delivery;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Streams that are held, in the order in which they came, and who has how many of them: one is found without a look at all
 * others, for where there are too many, one has to be found for each that comes. Not thread-safe.
 */
final class HeldByOwner {

    /** Each with the time until which it is held. */
    private final SequencedMap<HeldDelivery, Long> all = new LinkedHashMap<>();

    private final Map<Owner, SequencedSet<HeldDelivery>> ofOwner = new HashMap<>();

    /** Owners by how many they have, in the order in which they came to have so many. */
    private final NavigableMap<Integer, SequencedSet<Owner>> havingSoMany = new TreeMap<>();

    int size() {
        return all.size();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Adds one, as the last; it is not here. */
    void add(HeldDelivery stream, long untilNanos) {
        all.put(stream, untilNanos);
        Owner owner = stream.key().owner();
        SequencedSet<HeldDelivery> its = ofOwner.computeIfAbsent(owner, nothingYet -> new LinkedHashSet<>());
        its.add(stream);
        hasNow(owner, its.size() - 1, its.size());
    }

    /** Takes one out; answers whether it was here. */
    boolean remove(HeldDelivery stream) {
        if (all.remove(stream) == null) {
            return false;
        }
        Owner owner = stream.key().owner();
        SequencedSet<HeldDelivery> its = ofOwner.get(owner);
        // Else there was no memory to add it to more than the first.
        if (its != null && its.remove(stream)) {
            if (its.isEmpty()) {
                ofOwner.remove(owner);
            }
            hasNow(owner, its.size() + 1, its.size());
        }
        return true;
    }

    private void hasNow(Owner owner, int before, int now) {
        SequencedSet<Owner> like = havingSoMany.get(before);
        if (like != null) {
            like.remove(owner);
            if (like.isEmpty()) {
                havingSoMany.remove(before);
            }
        }
        if (now > 0) {
            havingSoMany.computeIfAbsent(now, many -> new LinkedHashSet<>()).add(owner);
        }
    }

    /** Until when the first is held; {@code null} if there is none. */
    @Nullable
    Long untilOfFirst() {
        return all.isEmpty() ? null : all.firstEntry().getValue();
    }

    /** The first that came; there is one. */
    HeldDelivery first() {
        return all.firstEntry().getKey();
    }

    /** The first of an owner who is meant; {@code null} if there is none. */
    @Nullable
    HeldDelivery first(Predicate<Owner> whose) {
        for (HeldDelivery stream : all.keySet()) {
            if (whose.test(stream.key().owner())) {
                return stream;
            }
        }
        return null;
    }

    /** The first of who has most; {@code null} if there is none. */
    @Nullable
    HeldDelivery firstOfWhoHasMost() {
        Map.Entry<Integer, SequencedSet<Owner>> most = havingSoMany.lastEntry();
        SequencedSet<HeldDelivery> its =
                most == null ? null : ofOwner.get(most.getValue().getFirst());
        return its == null ? null : its.getFirst();
    }
}
