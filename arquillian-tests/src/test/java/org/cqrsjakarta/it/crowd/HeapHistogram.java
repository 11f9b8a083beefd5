package org.cqrsjakarta.it.crowd;

import static java.util.Comparator.comparing;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Live objects of a JVM by class, as its {@code jcmd GC.class_histogram} prints them. */
record HeapHistogram(Map<String, Entry> types) {

    /** So many objects of one class, and their bytes. */
    record Entry(long objects, long bytes) {

        static final Entry NONE = new Entry(0, 0);

        Entry and(Entry other) {
            return new Entry(objects + other.objects, bytes + other.bytes);
        }
    }

    static HeapHistogram parse(String printed) {
        Map<String, Entry> types = new HashMap<>();
        for (String line : printed.lines().toList()) {
            String[] columns = line.trim().split("\\s+");
            if (columns[0].endsWith(":")) {
                // Hidden classes have an address in their name.
                types.merge(
                        columns[3].replaceAll("/0x.*", ""),
                        new Entry(Long.parseLong(columns[1]), Long.parseLong(columns[2])),
                        Entry::and);
            }
        }
        return new HeapHistogram(types);
    }

    Entry of(String type) {
        return types.getOrDefault(type, Entry.NONE);
    }

    /** Streams that are open, held or kept. */
    long streams() {
        return of("org.cqrsjakarta.internal.sse.OpenStream").objects();
    }

    long bytes() {
        return types.values().stream().mapToLong(Entry::bytes).sum();
    }

    /** Bytes by class for each of so many, of those that are no small change. */
    String more(HeapHistogram than, int each) {
        Map<String, Long> more = new HashMap<>();
        types.forEach((type, now) -> more.merge(type, now.bytes(), Long::sum));
        than.types.forEach((type, before) -> more.merge(type, -before.bytes(), Long::sum));
        return more.entrySet().stream()
                .sorted(comparing((Map.Entry<String, Long> type) -> -type.getValue()))
                .filter(type -> Math.abs(type.getValue()) >= each * 12L)
                .map(type -> "%7d  %s".formatted(type.getValue() / each, type.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
