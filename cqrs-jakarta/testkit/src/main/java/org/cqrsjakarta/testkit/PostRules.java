package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cqrsjakarta.spi.StreamStore.Beat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What nodes tell all the others. */
abstract class PostRules extends StreamRules {

    private static final int MOST = 10_000;

    PostRules(StreamStoreContract contract) {
        super(contract);
    }

    private Beat hears(long after) {
        return store().beat(namespace, "one", LONG, after);
    }

    private void post(String text) {
        post(text, LONG);
    }

    private void post(String text, Duration kept) {
        store().post(namespace, text, kept);
    }

    @Test
    void atFirstThereIsNoPost() {
        assertThat(hears(-1)).isEqualTo(new Beat(List.of("one"), 0, List.of()));
        assertThat(hears(0)).isEqualTo(new Beat(List.of("one"), 0, List.of()));
    }

    @Test
    void aNodeHearsWhatCameSinceItHasHeard() {
        long heard = hears(-1).last();
        post("a");
        assertThat(hears(heard)).isEqualTo(new Beat(List.of("one"), 1, List.of("a")));

        post("b");
        post("c");
        assertThat(hears(1)).isEqualTo(new Beat(List.of("one"), 3, List.of("b", "c")));
        assertThat(hears(3)).isEqualTo(new Beat(List.of("one"), 3, List.of()));
    }

    @Test
    void aNodeThatBeginsHearsOnlyWhatIsToCome() {
        post("a");
        post("b");

        assertThat(hears(-1)).isEqualTo(new Beat(List.of("one"), 2, List.of()));
    }

    @Test
    void whatWasHeardIsToldAgainToWhoeverAsks() {
        post("a");
        post("b");

        assertThat(hears(0).posts()).containsExactly("a", "b");
        assertThat(hears(0).posts()).containsExactly("a", "b");
        assertThat(store().beat(namespace, "two", Duration.ZERO, 1).posts()).containsExactly("b");
    }

    @Test
    void theSameTextTwiceIsTwoPosts() {
        post("a");
        post("a");

        assertThat(hears(0)).isEqualTo(new Beat(List.of("one"), 2, List.of("a", "a")));
    }

    @Test
    void anyPrintableTextCanBePosted() {
        String printable =
                IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());
        List<String> texts = List.of(printable, " ", "'", "x".repeat(256), " a ", "{}:*%_\\");
        texts.forEach(this::post);

        assertThat(hears(0).posts()).isEqualTo(texts);
    }

    @Test
    void aPostIsGoneWhenItsTimeIsOver() {
        post("a", units(2));
        post("b", units(6));
        post("c", units(2));
        contract.pass(units(2));
        assertThat(hears(0)).isEqualTo(new Beat(List.of("one"), 3, List.of("b")));

        contract.pass(units(4));
        assertThat(hears(0)).isEqualTo(new Beat(List.of("one"), 3, List.of()));
        post("d");
        assertThat(hears(3)).isEqualTo(new Beat(List.of("one"), 4, List.of("d")));
    }

    @Test
    void whoeverHasHeardTooLongAgoHearsWhatIsKept() {
        post("a", units(2));
        post("b", units(2));
        post("c");
        contract.pass(units(2));
        post("d");

        assertThat(hears(1)).isEqualTo(new Beat(List.of("one"), 4, List.of("c", "d")));
    }

    @Test
    void aClockThatIsSetBackKeepsNoPostForLonger() {
        post("a", units(4));
        Assumptions.assumeTrue(contract.setsBack(units(90)), "the clock cannot be set back");
        assertThat(hears(0).posts()).containsExactly("a");
        contract.pass(units(4));

        assertThat(hears(0)).isEqualTo(new Beat(List.of("one"), 1, List.of()));
    }

    @Test
    void whoeverHasHeardMoreThanThereEverWasHearsAll() {
        post("a");
        post("b");
        post("c");
        contract.lose(namespace);
        assertThat(hears(3)).isEqualTo(new Beat(List.of("one"), 0, List.of()));

        post("d");
        post("e");
        assertThat(hears(3)).isEqualTo(new Beat(List.of("one"), 2, List.of("d", "e")));
    }

    @Test
    void onlyTheLast10000AreKept() {
        Assumptions.assumeTrue(contract.takesManyPosts(), "so many posts take too long");
        List<String> texts = new ArrayList<>();
        for (int number = 1; number <= MOST + 2; number++) {
            texts.add("post " + number);
            post(texts.getLast());
        }

        Beat beat = hears(1);
        assertThat(beat.last()).isEqualTo(MOST + 2);
        assertThat(beat.posts()).isEqualTo(texts.subList(2, MOST + 2));
        assertThat(hears(MOST + 1).posts()).containsExactly("post 10002");
    }
}
