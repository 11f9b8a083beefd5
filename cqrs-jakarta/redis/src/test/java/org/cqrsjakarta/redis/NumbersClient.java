package org.cqrsjakarta.redis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.cqrsjakarta.testkit.Delivery;
import org.cqrsjakarta.testkit.Frame;

/** Reads a stream of {@link Numbers} as it comes. */
final class NumbersClient {

    private final String name;
    private volatile boolean isOver;
    private final List<Frame> events = new CopyOnWriteArrayList<>();

    /**
     * Begins to read.
     *
     * @param asking asks for it, on the client's own thread: a node may wait for its store first
     */
    NumbersClient(String name, Supplier<Delivery> asking) {
        this.name = name;
        Thread.ofVirtual().name("client-" + name).start(() -> read(asking.get()));
    }

    private void read(Delivery delivery) {
        for (Frame event = delivery.nextEvent(); event != null; event = delivery.nextEvent()) {
            events.add(event);
        }
        isOver = true;
    }

    /** Whether nothing comes any more. */
    boolean isOver() {
        return isOver;
    }

    String name() {
        return name;
    }

    private List<String> data(String event) {
        return events.stream()
                .filter(frame -> frame.is(event))
                .map(frame -> Objects.requireNonNull(frame.data()))
                .toList();
    }

    List<Integer> items() {
        return data("item").stream().map(Integer::valueOf).toList();
    }

    boolean has(int number) {
        return lastId().filter(id -> id.endsWith("." + number)).isPresent();
    }

    /** How it ended; empty while it goes on. */
    List<String> completed() {
        return data("complete");
    }

    /** What came beside its items and its end. */
    List<String> others() {
        return events.stream()
                .map(Frame::event)
                .filter(Predicate.not(List.of("item", "complete")::contains))
                .toList();
    }

    Optional<String> lastId() {
        return events.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(events.getLast().id());
    }

    /** What its ids have before the position. */
    String address() {
        String id = lastId().orElseThrow();
        return id.substring(0, id.lastIndexOf('.'));
    }

    @Override
    public String toString() {
        return name + " " + others() + " at " + lastId() + (isOver ? " over" : "");
    }
}
