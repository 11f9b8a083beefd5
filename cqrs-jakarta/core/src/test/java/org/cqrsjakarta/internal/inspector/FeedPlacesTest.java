package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.inspector.FeedPlaces.Answer.NONE;
import static org.cqrsjakarta.internal.inspector.FeedPlaces.Answer.NONE_FOR_USER;
import static org.cqrsjakarta.internal.inspector.FeedPlaces.Answer.TAKEN;

import org.junit.jupiter.api.Test;

class FeedPlacesTest {

    private final FeedPlaces places = new FeedPlaces(4, 2);

    @Test
    void oneUserHasNoMoreThanSoMany() {
        assertThat(places.take("alice", false)).isEqualTo(TAKEN);
        assertThat(places.take("alice", false)).isEqualTo(TAKEN);
        assertThat(places.take("alice", false)).isEqualTo(NONE_FOR_USER);
        assertThat(places.take("alice", true)).isEqualTo(NONE_FOR_USER);
        assertThat(places.take("bob", false)).isEqualTo(TAKEN);
        places.giveBack("alice");
        assertThat(places.take("alice", false)).isEqualTo(TAKEN);
    }

    @Test
    void allTogetherHaveNoMoreThanSoManyAndAnOperatorOneMore() {
        for (String user : new String[] {"alice", "alice", "bob", "bob"}) {
            assertThat(places.take(user, false)).isEqualTo(TAKEN);
        }
        assertThat(places.take("carol", false)).isEqualTo(NONE);
        assertThat(places.take("olga", true)).isEqualTo(TAKEN);
        assertThat(places.take("oscar", true)).isEqualTo(NONE);
        places.giveBack("bob");
        assertThat(places.take("carol", false))
                .as("the operator's is none of theirs")
                .isEqualTo(NONE);
        places.giveBack("olga");
        assertThat(places.take("carol", false)).isEqualTo(TAKEN);
    }

    @Test
    void whereNobodyHasToSayWhoTheyAreTheyShareAllPlaces() {
        for (int i = 0; i < 4; i++) {
            assertThat(places.take(null, false)).isEqualTo(TAKEN);
        }
        assertThat(places.take(null, false)).isEqualTo(NONE);
        places.giveBack(null);
        assertThat(places.take(null, false)).isEqualTo(TAKEN);
    }
}
