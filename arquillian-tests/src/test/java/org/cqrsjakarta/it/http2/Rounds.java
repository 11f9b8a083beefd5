package org.cqrsjakarta.it.http2;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Which streams are there. */
@ApplicationScoped
public class Rounds {

    private final Map<String, Round> rounds = new ConcurrentHashMap<>();

    /** The streams that wait for each other. */
    public static final class Round {

        private final CountDownLatch missing;
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger entered = new AtomicInteger();

        private Round(int streams) {
            missing = new CountDownLatch(streams);
        }

        void enter() {
            open.incrementAndGet();
            entered.incrementAndGet();
            missing.countDown();
        }

        void leave() {
            open.decrementAndGet();
        }

        void awaitTheOthers(long patienceMillis) throws InterruptedException, TimeoutException {
            if (!missing.await(patienceMillis, TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("not all have come");
            }
        }
    }

    public Round of(Together request) {
        return rounds.computeIfAbsent(request.round(), name -> new Round(request.streams()));
    }

    /** How many streams of the round are at work, and how many ever were. */
    public String account(String name) {
        Round round = rounds.get(name);
        return round == null ? "0 open of 0" : round.open + " open of " + round.entered;
    }
}
