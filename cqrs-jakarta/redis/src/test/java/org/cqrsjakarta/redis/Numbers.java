package org.cqrsjakarta.redis;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** Streams of numbers that a test gives, one by one. */
public final class Numbers {

    private static final int END = -1;

    /** By stream: all nodes of a test are in one process. */
    private static final Map<String, BlockingQueue<Integer>> GIVEN = new ConcurrentHashMap<>();

    private Numbers() {}

    public record Ask(String name) implements StreamRequest<Integer> {}

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            BlockingQueue<Integer> given = of(request.name());
            return Stream.generate(() -> take(given)).takeWhile(number -> number != END);
        }
    }

    /** Nobody comes here, unless a stream has failed. */
    @Fallback(of = Live.class)
    static class Spare implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.empty();
        }
    }

    static void give(String name, int number) {
        of(name).add(number);
    }

    static void end(String name) {
        of(name).add(END);
    }

    private static BlockingQueue<Integer> of(String name) {
        return GIVEN.computeIfAbsent(name, unused -> new LinkedBlockingQueue<>());
    }

    private static int take(BlockingQueue<Integer> given) {
        try {
            return given.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
