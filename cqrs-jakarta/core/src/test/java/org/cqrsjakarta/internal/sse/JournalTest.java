package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final JournalSpace space = new JournalSpace(1000);

    private static byte[] frame(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> after(Journal journal, long position) {
        return journal.after(position).stream()
                .map(frame -> new String(frame, UTF_8))
                .toList();
    }

    private static void items(Journal journal, long first, long last) {
        for (long position = first; position <= last; position++) {
            journal.item(position, frame("i" + position));
        }
    }

    @Test
    void givesWhatFollowsAPositionInOrder() {
        Journal journal = new Journal(10, 10_000, 0, space);
        items(journal, 1, 2);
        journal.event(2, frame("switchover"));
        items(journal, 3, 3);
        assertThat(after(journal, 0)).containsExactly("i1", "i2", "switchover", "i3");
        assertThat(after(journal, 1)).containsExactly("i2", "switchover", "i3");
        assertThat(after(journal, 2)).as("told again rather than lost").containsExactly("switchover", "i3");
        assertThat(after(journal, 3)).isEmpty();
        assertThat(journal.reaches(0)).isTrue();
    }

    @Test
    void dropsTheOldestAndSaysHowFarItReaches() {
        Journal journal = new Journal(3, 10_000, 0, space);
        items(journal, 1, 5);
        assertThat(journal.reaches(1)).isFalse();
        assertThat(journal.reaches(2)).isTrue();
        assertThat(after(journal, 2)).containsExactly("i3", "i4", "i5");
    }

    @Test
    void anEventThatWasDroppedIsMissingAtItsOwnPosition() {
        Journal journal = new Journal(2, 10_000, 0, space);
        items(journal, 1, 1);
        journal.event(1, frame("switchover"));
        items(journal, 2, 3);
        assertThat(after(journal, 2)).containsExactly("i3");
        assertThat(journal.reaches(1)).isFalse();
        assertThat(journal.reaches(2)).isTrue();
    }

    @Test
    void aStreamThatBeganLaterReachesBackToItsBeginning() {
        Journal journal = new Journal(3, 10_000, 7, space);
        assertThat(journal.reaches(6)).isFalse();
        assertThat(journal.reaches(7)).isTrue();
    }

    @Test
    void allJournalsTogetherKeepSoManyBytes() {
        Journal one = new Journal(100, 10_000, 0, space);
        Journal other = new Journal(100, 10_000, 0, space);
        for (int position = 1; position <= 9; position++) {
            one.item(position, new byte[100]);
        }
        other.item(1, new byte[90]);
        assertThat(space.taken()).isEqualTo(990);
        other.item(2, new byte[90]);
        assertThat(other.reaches(1))
                .as("whoever wants more gives back of its own")
                .isTrue();
        assertThat(other.reaches(0)).isFalse();
        assertThat(one.reaches(0)).isTrue();
        assertThat(space.taken()).isEqualTo(990);
        other.item(3, new byte[5000]);
        assertThat(other.reaches(2)).isFalse();
        assertThat(other.reaches(3)).as("nothing is missing at its end").isTrue();
        assertThat(space.taken()).isEqualTo(900);
        one.clear();
        assertThat(space.taken()).isZero();
    }

    @Test
    void keepsSoManyBytesOfItsOwn() {
        Journal journal = new Journal(100, 250, 0, space);
        for (int position = 1; position <= 4; position++) {
            journal.item(position, new byte[100]);
        }
        assertThat(journal.after(2)).hasSize(2);
        assertThat(journal.reaches(1)).isFalse();
        assertThat(space.taken()).isEqualTo(200);
        journal.item(5, new byte[251]);
        assertThat(journal.reaches(4)).isFalse();
        assertThat(journal.reaches(5)).isTrue();
        assertThat(space.taken()).isZero();
    }

    @Test
    void keepsNothingOnceNobodyComesBack() {
        Journal journal = new Journal(100, 10_000, 0, space);
        items(journal, 1, 3);
        journal.clear();
        journal.item(4, new byte[100]);
        assertThat(space.taken()).isZero();
    }

    @Test
    void oneWithoutCapacityKeepsNothing() {
        Journal journal = new Journal(0, 10_000, 0, space);
        items(journal, 1, 3);
        assertThat(journal.reaches(2)).isFalse();
        assertThat(journal.reaches(3)).isTrue();
        assertThat(space.taken()).isZero();
    }
}
