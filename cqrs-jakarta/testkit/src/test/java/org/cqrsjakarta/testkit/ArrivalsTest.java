package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private final Arrivals client = new Arrivals();

    /** The server is done with the response a moment before it says so: a test that saw the end would find no result. */
    @Test
    void theEndIsThereWhenTheApplicationHasBeenToldToo() {
        client.end();
        assertThat(client.isEnded()).isFalse();
        client.told();
        assertThat(client.isEnded()).isTrue();
        assertThat(client.awaitEnd()).isEmpty();
    }

    @Test
    void aResultBeforeTheEndIsNotTheEnd() {
        client.told();
        assertThat(client.isEnded()).isFalse();
    }
}
