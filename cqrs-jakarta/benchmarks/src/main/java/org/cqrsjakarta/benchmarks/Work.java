package org.cqrsjakarta.benchmarks;

import java.util.Locale;

/** What is measured, in the order of the table. */
enum Work {
    PUSHED_ITEM(PushedItem.class, "item, forEach"),
    EMITTED_ITEM(EmittedItem.class, "item, emitted, forEach"),
    ITERATED_ITEM(IteratedItem.class, "item, iterator"),
    EMITTED_ITEM_PULLED(EmittedItemPulled.class, "item, emitted, iterator"),
    TIMED_ITEM(TimedItem.class, "item, @StreamTimeout"),
    PUBLISHED_ITEM(PublishedItem.class, "item, publisher as handler"),
    SWITCHOVER(Switchover.class, "stream of 2+2, CLOSED"),
    SWITCHOVER_WHILE_OPEN(SwitchoverWhileOpen.class, "stream of 4, OPEN"),
    SINGLE_RESPONSE(SingleResponse.class, "send"),
    TIMED_STREAM(TimedStream.class, "stream of 2+2, @StreamTimeout"),
    STREAM_AMONG_OTHERS(StreamAmongOthers.class, "stream of 4 among others"),
    DELIVERED_ITEM(DeliveredItem.class, "item, delivered"),
    SHARED_ITEM(SharedItem.class, "item, delivered by one of several nodes"),
    DELIVERED_STREAM(DeliveredStream.class, "stream of 4, delivered by one of several nodes");

    private final Class<?> benchmark;
    private final String words;

    Work(Class<?> benchmark, String words) {
        this.benchmark = benchmark;
        this.words = words;
    }

    /** Of a row of the table. */
    String words() {
        return words;
    }

    /** A pattern of the benchmarks of this library. */
    String ours() {
        return pattern(Figure.OURS);
    }

    /** A pattern of the benchmarks of the others. */
    String peers() {
        return pattern("(?!" + Figure.OURS + ")");
    }

    private String pattern(String method) {
        return String.format(Locale.ROOT, "^%s\\.%s.*$", benchmark.getName().replace(".", "\\."), method);
    }
}
