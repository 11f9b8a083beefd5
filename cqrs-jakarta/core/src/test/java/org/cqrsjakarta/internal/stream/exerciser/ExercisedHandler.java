package org.cqrsjakarta.internal.stream.exerciser;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.source.Opened;

/** A handler that does what is drawn for each use of it. */
final class ExercisedHandler implements HandlerSource<Item> {

    /** How much goes wrong in it. */
    enum Temper {
        /** Nothing but what was asked for. */
        CALM,
        TAME,
        WILD
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int INNER = 3;

    private final Round round;
    private final int step;
    private final Form form;
    private final boolean continues;
    private final int length;
    private final Temper temper;
    private final long seed;
    private final AtomicInteger uses = new AtomicInteger();

    /**
     * Describes it.
     *
     * @param continues whether it goes on by itself where it takes over
     * @param length    number of items
     * @param temper    how much goes wrong
     */
    ExercisedHandler(Round round, int step, Form form, boolean continues, int length, Temper temper, long seed) {
        this.round = round;
        this.step = step;
        this.form = form;
        this.continues = continues;
        this.length = length;
        this.temper = temper;
        this.seed = seed;
    }

    Form form() {
        return form;
    }

    @Override
    public HandlerInstance<Item> obtain() {
        int number = uses.getAndIncrement();
        HandlerPlan plan = HandlerPlan.random(new SplittableRandom(seed + number * GOLDEN), length, temper);
        HandlerUse use = new HandlerUse(round, step, number, temper == Temper.CALM, plan);
        try {
            plan.create().strike(use);
        } catch (Exception e) {
            throw HandlerUse.<RuntimeException>rethrow(e);
        }
        round.created(use);
        return new HandlerInstance<>() {
            @Override
            public Opened<Item> open(Object request, Switchover<Item> switchover) throws Exception {
                return opened(use, (ExercisedStream) request, switchover);
            }

            @Override
            public void release() {
                use.release();
            }
        };
    }

    private Opened<Item> opened(HandlerUse use, ExercisedStream stream, Switchover<Item> switchover) throws Exception {
        use.stream = stream;
        if (continues && switchover != null) {
            use.from = (int) Math.min(length, switchover.position());
        }
        use.enter();
        try {
            use.plan.open().strike(use);
        } finally {
            use.exit();
        }
        return switch (form) {
            case SPLITERATOR -> pulled(use, StreamSupport.stream(new Pulled(new Course(use, true)), false));
            case FLAT_MAP -> pulled(use, flatMapped(use));
            case NESTED -> nested(use);
            case EMITTED -> new Opened.Emitted<>(emitter -> emit(use, emitter));
            case PUBLISHED -> new Opened.Published<>(new CoursePublisher(use, true));
            case PUBLISHED_FROM_ANOTHER_THREAD -> new Opened.Published<>(new CoursePublisher(use, false));
            case UNRULY -> new Opened.Published<>(new UnrulyPublisher(use));
        };
    }

    private static Opened<Item> pulled(HandlerUse use, Stream<Item> items) {
        use.opens();
        return new Opened.Pulled<>(items.onClose(use::close));
    }

    private static final class Pulled extends Spliterators.AbstractSpliterator<Item> {

        private final Course course;
        private final int most;
        private int given;

        Pulled(Course course) {
            this(course, Integer.MAX_VALUE);
        }

        Pulled(Course course, int most) {
            super(Long.MAX_VALUE, Spliterator.ORDERED);
            this.course = course;
            this.most = most;
        }

        @Override
        public boolean tryAdvance(Consumer<? super Item> action) {
            return given++ < most && course.advance(action);
        }
    }

    private static Stream<Item> flatMapped(HandlerUse use) {
        Course course = new Course(use, true);
        return Stream.generate(() -> course)
                .takeWhile(any -> !use.hasEnded)
                .flatMap(any -> StreamSupport.stream(new Pulled(any, INNER), false));
    }

    private Opened<Item> nested(HandlerUse use) {
        Stream<Item> inner = round.innerStream();
        Spliterator<Item> innerItems = inner.spliterator();
        Course course = new Course(use, true);
        Spliterator<Item> outer = new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED) {
            @Override
            public boolean tryAdvance(Consumer<? super Item> action) {
                use.enter();
                try {
                    return innerItems.tryAdvance(unused -> {}) && course.advance(action);
                } finally {
                    use.exit();
                }
            }
        };
        return pulled(use, StreamSupport.stream(outer, false).onClose(inner::close));
    }

    private static void emit(HandlerUse use, Emitter<Item> emitter) {
        Course course = new Course(use, true);
        emitter.onTermination(use::terminate);
        use.awaitsItsEnd = true;
        use.opens();
        use.enter();
        try {
            boolean more = true;
            while (more) {
                more = course.advance(emitter::emit);
            }
        } finally {
            use.exit();
            use.close();
        }
    }
}
