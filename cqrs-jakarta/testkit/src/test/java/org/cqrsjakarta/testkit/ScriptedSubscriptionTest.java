package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** Scripts are published by the rules of Reactive Streams. */
class ScriptedSubscriptionTest {

    private final List<Object> signals = new ArrayList<>();
    private long askForMore;
    private int cancelAfter = Integer.MAX_VALUE;

    private final Flow.Subscriber<Integer> subscriber = new Flow.Subscriber<>() {
        private Flow.Subscription own;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            own = given;
            subscription = given;
        }

        @Override
        public void onNext(Integer item) {
            signals.add(item);
            if (signals.size() >= cancelAfter) {
                own.cancel();
            } else if (askForMore > 0) {
                own.request(askForMore);
            }
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(failure);
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }
    };

    private Flow.Subscription subscription;

    private Account publish(Script<Integer> script) {
        Account account = new Account(ScriptedPublishingHandler.class, List.of(script));
        account.<Integer>open().asPublisher().subscribe(subscriber);
        return account;
    }

    @Test
    void nothingIsSignalledThatWasNotAskedFor() {
        publish(Script.of(1, 2, 3));
        assertThat(signals).isEmpty();
        subscription.request(1);
        assertThat(signals).containsExactly(1);
        subscription.request(2);
        assertThat(signals).containsExactly(1, 2, 3, "complete");
    }

    @Test
    void aFailureNeedsNoDemandOfItsOwn() {
        IOException lost = new IOException("lost");
        Account account = publish(Script.of(1).thenFails(lost));
        subscription.request(1);
        subscription.request(1);
        assertThat(signals).containsExactly(1, lost);
        assertThat(account.closed()).isEqualTo(1);
    }

    @Test
    void askingFromWithinASignalNeitherNestsNorReorders() {
        List<Integer> items = Collections.nCopies(100_000, 7);
        publish(Script.of(items.toArray(Integer[]::new)));
        askForMore = 1;
        subscription.request(1);
        assertThat(signals).hasSize(100_001).endsWith("complete");
    }

    @Test
    void demandWithoutEndIsNotExceededByMore() {
        publish(Script.of(1, 2));
        askForMore = Long.MAX_VALUE;
        subscription.request(Long.MAX_VALUE);
        assertThat(signals).containsExactly(1, 2, "complete");
    }

    @Test
    void afterCancellingNothingFollows() {
        Account account = publish(Script.of(1, 2, 3));
        cancelAfter = 2;
        subscription.request(3);
        subscription.cancel();
        assertThat(signals).containsExactly(1, 2);
        assertThat(account.closed()).isEqualTo(1);
    }

    @Test
    void aRequestForNothingIsAFailure() {
        publish(Script.of(1));
        subscription.request(0);
        subscription.request(1);
        assertThat(signals)
                .singleElement()
                .satisfies(failure -> assertThat((Throwable) failure)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("request(0), allowed: 1 or more"));
    }

    @Test
    void aStallIsLeftOnTheThreadThatReleases() {
        Account account = publish(Script.of(1).thenStalls().then(2));
        subscription.request(1);
        account.awaitStalled(1);
        subscription.request(1);
        assertThat(signals).containsExactly(1);
        account.release();
        assertThat(signals).containsExactly(1, 2, "complete");
    }

    @Test
    void aStallThatIsCancelledIsOver() {
        Account account = publish(Script.<Integer>of().thenStalls().then(2));
        subscription.request(1);
        subscription.cancel();
        account.release();
        assertThat(signals).isEmpty();
        assertThat(account.closed()).isEqualTo(1);
    }
}
