package org.cqrsjakarta.benchmarks;

import java.util.List;
import org.openjdk.jmh.infra.Blackhole;

/** All that is guarded. */
final class Rows {

    private static final int CROWD = 10_000;

    private final Application application;
    private final Application crowded;
    private final ActiveRequest request = new ActiveRequest();
    private final Blackhole consumer = new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
    private final GuardedLoop loop = new GuardedLoop();
    private final SingleResponse.Circuits circuits = new SingleResponse.Circuits();
    private final SwitchoverWhileOpen.OpenCircuit open = new SwitchoverWhileOpen.OpenCircuit();
    private final StreamAmongOthers.Others others = new StreamAmongOthers.Others();

    /**
     * Of the handlers' application and of another one, in which there is a crowd.
     *
     * @param application where nothing else runs
     * @param crowded     which gets open streams
     */
    Rows(Application application, Application crowded) {
        this.application = application;
        this.crowded = crowded;
        open.open(application, consumer);
        others.open(CROWD, crowded, consumer);
    }

    void begin(Row row) {
        if (row.inRequest()) {
            request.begin(application);
        }
    }

    void end(Row row) {
        if (row.inRequest()) {
            request.end();
        }
    }

    List<Row> all() {
        var pushed = new PushedItem();
        var emitted = new EmittedItem();
        var iterated = new IteratedItem();
        var handedOver = new EmittedItemPulled();
        var between = new EmittedItemPulled.HandOver();
        var timed = new TimedItem();
        var published = new PublishedItem();
        var switchover = new Switchover();
        var whileOpen = new SwitchoverWhileOpen();
        var single = new SingleResponse();
        var timedStream = new TimedStream();
        var among = new StreamAmongOthers();
        var delivered = new DeliveredItem();
        var frames = new DeliveredItem.Frames();
        return List.of(
                new Row(
                        "pushed-item",
                        true,
                        () -> pushed.cqrsJakarta(application, consumer),
                        () -> pushed.mutiny(consumer)),
                new Row(
                        "emitted-item",
                        true,
                        () -> emitted.cqrsJakarta(application, consumer),
                        () -> emitted.mutiny(consumer)),
                new Row(
                        "iterated-item-in-request",
                        true,
                        () -> iterated.cqrsJakartaInRequest(application, request, consumer),
                        () -> iterated.mutiny(consumer)),
                new Row(
                        "iterated-item-outside-of-request",
                        false,
                        () -> iterated.cqrsJakartaOutsideOfRequest(application, consumer),
                        () -> iterated.mutiny(consumer)),
                new Row(
                        "emitted-item-pulled",
                        true,
                        () -> handedOver.cqrsJakarta(application, consumer),
                        () -> handedOver.arrayBlockingQueue(between, consumer)),
                new Row(
                        "timed-item",
                        true,
                        () -> timed.cqrsJakarta(application, consumer),
                        () -> timed.reactor(consumer)),
                new Row(
                        "published-item",
                        true,
                        () -> published.cqrsJakarta(application, consumer),
                        () -> published.mutiny(consumer)),
                new Row(
                        "switchover-in-request",
                        true,
                        () -> switchover.cqrsJakartaInRequest(application, request, consumer),
                        () -> switchover.loopWithResilience4j(loop, consumer)),
                new Row(
                        "switchover-outside-of-request",
                        false,
                        () -> switchover.cqrsJakartaOutsideOfRequest(application, consumer),
                        () -> switchover.loopWithResilience4j(loop, consumer)),
                new Row(
                        "switchover-while-open",
                        true,
                        () -> whileOpen.cqrsJakarta(application, request, open, consumer),
                        () -> whileOpen.cqrsJakartaFallbackAlone(application, request, consumer)),
                new Row(
                        "single-response",
                        true,
                        () -> consumer.consume(single.cqrsJakarta(application, request)),
                        () -> consumer.consume(single.guard(circuits))),
                new Row(
                        "timed-stream",
                        true,
                        () -> timedStream.cqrsJakarta(application, request, consumer),
                        () -> loop.stream(true, consumer)),
                new Row(
                        "stream-among-others",
                        false,
                        () -> among.cqrsJakarta(crowded, request, others, consumer),
                        () -> among.cqrsJakarta(application, request, others, consumer)),
                new Row(
                        "delivered-item",
                        true,
                        () -> consumer.consume(delivered.cqrsJakarta(application)),
                        () -> consumer.consume(delivered.streamingOutput(frames))));
    }
}
