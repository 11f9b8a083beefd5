package org.cqrsjakarta.internal.sse;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.delivery.Ending;
import org.cqrsjakarta.internal.sse.Audience.Ended;
import org.cqrsjakarta.internal.sse.Audience.Gone;
import org.cqrsjakarta.internal.sse.Audience.Held;
import org.cqrsjakarta.internal.sse.Audience.Listened;
import org.cqrsjakarta.internal.sse.Audience.New;
import org.cqrsjakarta.internal.sse.Audience.Over;
import org.jspecify.annotations.Nullable;

/**
 * The state of an open stream: one snapshot in one reference. Each change tells what it has led from and to, so that whoever
 * has made it does what follows from it, outside.
 *
 * <pre>
 *         attach            the last one is lost
 *   NEW ---------&gt; LISTENED ---------------------&gt; HELD (until)
 *    |              |  ^  |  &lt;--------------------- | |
 *    |              |  |  |        attach           | |
 *    |  attach,     +--+  | end                 end | | the time has come,
 *    |  lose one          v                         | | or it makes way
 *    |                  ENDED -------------&gt; OVER &lt;-+ |
 *    |                    ^  the last one   (until)   |
 *    |                    |  is lost          | |     |
 *    |                    +------- attach ----+ |     |
 *    |                                          v     v
 *    +--------------- close, from each ------&gt; GONE &lt;-+
 * </pre>
 *
 * <p>Where streams are not held, HELD and OVER are passed by: GONE follows at once.
 */
final class AudienceGate {

    /** So many listen to one stream at the most: beyond that, the one that came first gives way. */
    static final int MOST = 8;

    private final AtomicReference<Audience> state = new AtomicReference<>(New.NEW);

    /** One change. */
    record Change(Audience from, Audience to) {

        boolean isNone() {
            return from == to;
        }

        boolean begins() {
            return from instanceof New;
        }

        boolean comesBack() {
            return from instanceof Held || from instanceof Over;
        }

        boolean holds() {
            return !isNone() && (to instanceof Held || to instanceof Over);
        }

        boolean closes() {
            return !isNone() && to instanceof Gone;
        }

        /** Those who listened before, and had to give way to who has come. */
        List<Listener> gaveWay() {
            List<Listener> now = listeners(to);
            return listeners(from).stream()
                    .filter(one -> now.size() == MOST && !now.contains(one))
                    .toList();
        }

        private static List<Listener> listeners(Audience state) {
            return switch (state) {
                case Listened listened -> listened.by();
                case Ended ended -> ended.by();
                default -> List.of();
            };
        }
    }

    Audience now() {
        return Objects.requireNonNull(state.get());
    }

    boolean isListenedTo() {
        return now() instanceof Listened || now() instanceof Ended;
    }

    /** Until when a client is waited for in this state; {@code null} if none is. */
    static @Nullable Long heldUntil(Audience state) {
        return switch (state) {
            case Held held -> held.untilNanos();
            case Over over -> over.untilNanos();
            default -> null;
        };
    }

    /** How it has ended; {@code null} if it has not. */
    @Nullable
    Ending ending() {
        return switch (now()) {
            case Ended ended -> ended.how();
            case Over over -> over.how();
            case Gone gone -> gone.how();
            default -> null;
        };
    }

    /** Somebody comes to listen. Without effect when everything is over. */
    Change attach(Listener one) {
        return change(before -> switch (before) {
            case New fresh -> new Listened(List.of(one));
            case Listened listened -> new Listened(with(listened.by(), one));
            case Held held -> new Listened(List.of(one));
            case Ended ended -> new Ended(ended.how(), with(ended.by(), one));
            case Over over -> new Ended(over.how(), List.of(one));
            case Gone gone -> gone;
        });
    }

    /**
     * Somebody listens no more. Without effect for one who did not.
     *
     * @param until to which time the stream is held if it was the last; {@code null}: it is not
     * @param left  how it ends if it is not
     */
    Change lose(Listener one, @Nullable Long until, Ending left) {
        return change(before -> switch (before) {
            case New fresh -> new Gone(left);
            case Listened listened -> lose(listened, one, until, left);
            case Ended ended -> lose(ended, one, until);
            case Held held -> held;
            case Over over -> over;
            case Gone gone -> gone;
        });
    }

    private static Audience lose(Listened from, Listener one, @Nullable Long until, Ending left) {
        if (!from.by().contains(one)) {
            return from;
        }
        List<Listener> others = without(from.by(), one);
        if (!others.isEmpty()) {
            return new Listened(others);
        }
        return until == null ? new Gone(left) : new Held(until);
    }

    private static Audience lose(Ended from, Listener one, @Nullable Long until) {
        if (!from.by().contains(one)) {
            return from;
        }
        List<Listener> others = without(from.by(), one);
        if (!others.isEmpty()) {
            return new Ended(from.how(), others);
        }
        return until == null ? new Gone(from.how()) : new Over(from.how(), until);
    }

    /**
     * The handlers have come to their end.
     *
     * @param until as for {@link #lose}
     */
    Change end(Ending how, @Nullable Long until) {
        return change(before -> switch (before) {
            case Listened listened -> new Ended(how, listened.by());
            case Held held -> until == null ? new Gone(how) : new Over(how, until);
            case New fresh -> fresh;
            case Ended ended -> ended;
            case Over over -> over;
            case Gone gone -> gone;
        });
    }

    /** Nobody is waited for any more, whatever was agreed, if nobody listens. */
    Change makeWay(Ending left) {
        return change(before -> switch (before) {
            case Held held -> new Gone(left);
            case Over over -> new Gone(over.how());
            case New fresh -> fresh;
            case Listened listened -> listened;
            case Ended ended -> ended;
            case Gone gone -> gone;
        });
    }

    /** The same, if this is the time until which somebody was waited for, or a later one. */
    Change expire(long now, Ending left) {
        return change(before -> switch (before) {
            case Held held -> held.untilNanos() - now <= 0 ? new Gone(left) : held;
            case Over over -> over.untilNanos() - now <= 0 ? new Gone(over.how()) : over;
            case New fresh -> fresh;
            case Listened listened -> listened;
            case Ended ended -> ended;
            case Gone gone -> gone;
        });
    }

    /** Everything is over at once. */
    Change close(Ending left) {
        return change(before -> switch (before) {
            case Ended ended -> new Gone(ended.how());
            case Over over -> new Gone(over.how());
            case Gone gone -> gone;
            case New fresh -> new Gone(left);
            case Listened listened -> new Gone(left);
            case Held held -> new Gone(left);
        });
    }

    private Change change(Function<Audience, Audience> next) {
        while (true) {
            Audience from = now();
            Audience to = next.apply(from);
            if (from == to || state.compareAndSet(from, to)) {
                return new Change(from, to);
            }
        }
    }

    private static List<Listener> with(List<Listener> some, Listener one) {
        return Stream.concat(some.stream().skip(Math.max(0, some.size() - MOST + 1)), Stream.of(one))
                .toList();
    }

    private static List<Listener> without(List<Listener> some, Listener one) {
        return some.stream().filter(other -> other != one).toList();
    }
}
