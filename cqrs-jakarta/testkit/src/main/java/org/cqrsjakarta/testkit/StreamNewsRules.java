package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of what. News are hints: what has to come is brought about again until it has come. */
abstract class StreamNewsRules extends StreamRules {

    private static final int ATTEMPTS = 80;
    private static final int MILLIS = 250;

    private final List<Subscription> subscriptions = new ArrayList<>();
    private long number;

    StreamNewsRules(StreamStoreContract contract) {
        super(contract);
    }

    @BeforeEach
    void begin() {
        Assumptions.assumeTrue(contract.tells(), "it does not tell of changes");
        append();
    }

    @AfterEach
    void close() {
        subscriptions.forEach(Subscription::close);
    }

    private void append() {
        append(one.part(number, item(number + 1)));
        number++;
    }

    private HeardStreams subscribe(String in, String node) {
        return subscribe(in, node, new HeardStreams());
    }

    private HeardStreams subscribe(String in, String node, HeardStreams heard) {
        subscriptions.add(store().subscribe(in, node, heard));
        return heard;
    }

    private void assertIsTold(HeardStreams listener, String expected, Runnable change) throws InterruptedException {
        boolean isTold = false;
        for (int attempt = 0; attempt < ATTEMPTS && !isTold; attempt++) {
            change.run();
            isTold = listener.hears(expected, MILLIS);
        }
        assertThat(isTold).isTrue();
    }

    private void post() {
        store().post(namespace, "news", LONG);
    }

    @Test
    void whoeverListensIsToldOfWhatIsAppended() throws InterruptedException {
        HeardStreams listener = subscribe(namespace, "a");
        listen("a", 0, LONG);

        assertIsTold(listener, stream.key(), this::append);
        assertIsTold(listener, stream.key(), this::append);
    }

    @Test
    void whoeverListensIsToldOfTheNextEpoch() throws InterruptedException {
        HeardStreams listener = subscribe(namespace, "a");
        listen("a", 0, LONG);

        assertIsTold(listener, stream.key(), () -> claim(copy().epoch(), "two"));
    }

    @Test
    void whoeverListensIsToldOfACopyThatIsBegunAnew() throws InterruptedException {
        HeardStreams listener = subscribe(namespace, "a");
        listen("a", 0, LONG);

        assertIsTold(
                listener,
                stream.key(),
                () -> append(one.inEpoch(copy().epoch() + 1, "two").part(0)));
    }

    @Test
    void othersAreNotTold() throws InterruptedException {
        HeardStreams listener = subscribe(namespace, "a");
        HeardStreams idle = subscribe(namespace, "b");
        HeardStreams stopped = subscribe(namespace, "c");
        HeardStreams elsewhere = subscribe(namespace + "x", "a");
        listen("a", 0, LONG);
        listen("c", 0, LONG);
        listen("c", 0, Duration.ZERO);
        Stream other = new Stream(namespace, StoredName.digest("other"));
        store().append(other, one.part(0, item(1)));

        assertIsTold(listener, stream.key(), this::append);
        store().append(other, one.part(1, item(2)));
        assertIsTold(idle, HeardStreams.POSTED, this::post);
        assertIsTold(stopped, HeardStreams.POSTED, this::post);
        assertIsTold(listener, HeardStreams.POSTED, this::post);
        assertThat(elsewhere.all()).doesNotContain(HeardStreams.POSTED);
        assertIsTold(elsewhere, HeardStreams.POSTED, () -> store().post(namespace + "x", "news", LONG));

        assertThat(idle.all()).doesNotContain(stream.key(), other.key());
        assertThat(stopped.all()).doesNotContain(stream.key(), other.key());
        assertThat(elsewhere.all()).doesNotContain(stream.key(), other.key());
        assertThat(listener.all()).doesNotContain(other.key());
    }

    @Test
    void allAreToldOfPosts() throws InterruptedException {
        HeardStreams first = subscribe(namespace, "a");
        HeardStreams second = subscribe(namespace, "b");

        assertIsTold(first, HeardStreams.POSTED, this::post);
        assertIsTold(second, HeardStreams.POSTED, this::post);
    }

    @Test
    void whatAListenerThrowsIsOfNoInterest() throws InterruptedException {
        HeardStreams fails = subscribe(namespace, "a", new HeardStreams(true));
        HeardStreams other = subscribe(namespace, "a");

        assertIsTold(fails, HeardStreams.POSTED, this::post);
        assertIsTold(fails, HeardStreams.POSTED, this::post);
        assertIsTold(other, HeardStreams.POSTED, this::post);
    }

    @Test
    void nothingIsToldOnceItIsClosed() throws InterruptedException {
        HeardStreams first = subscribe(namespace, "a");
        listen("a", 0, LONG);
        assertIsTold(first, stream.key(), this::append);
        subscriptions.getFirst().close();
        subscriptions.getFirst().close();
        List<String> heard = first.all();

        HeardStreams second = subscribe(namespace, "a");
        assertIsTold(second, stream.key(), this::append);
        assertIsTold(second, HeardStreams.POSTED, this::post);

        assertThat(first.all()).isEqualTo(heard);
    }
}
