package org.cqrsjakarta.it.clients;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When the sources give their numbers: each after a moment, and some when they are let through a gate. */
@ApplicationScoped
public class Pace {

    private static final long MOMENT_MILLIS = 20;
    private static final long NO_GATE_TAKES_SECONDS = 120;

    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

    /** Lets through whoever waits at a gate, or comes to it later. */
    public void open(String gate) {
        gate(gate).countDown();
    }

    Stream<Counted> numbers(Count request) {
        return IntStream.rangeClosed(1, request.items()).mapToObj(number -> {
            pause(request, number);
            return new Counted(number);
        });
    }

    private void pause(Count request, int number) {
        try {
            Thread.sleep(MOMENT_MILLIS);
            if (request.holdsAt() > 0
                    && number > request.holdsAt()
                    && !gate(request.gate()).await(NO_GATE_TAKES_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody has opened the gate '" + request.gate() + "'");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private CountDownLatch gate(String name) {
        return gates.computeIfAbsent(name, any -> new CountDownLatch(1));
    }
}
