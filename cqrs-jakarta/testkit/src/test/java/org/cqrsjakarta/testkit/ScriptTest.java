package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static final ConnectException REFUSED = new ConnectException("refused");

    @Test
    void tellsWhatItDoes() {
        assertThat(Script.of()).hasToString("[]");
        assertThat(Script.of(1, 2).thenStalls().then(3).thenFails(REFUSED))
                .hasToString("[1, 2, stalls, 3, fails with java.net.ConnectException: refused]");
        assertThat(Script.cannotOpen(REFUSED)).hasToString("[cannot open: java.net.ConnectException: refused]");
    }

    @Test
    void eachStepIsAScriptOfItsOwn() {
        Script<Integer> one = Script.of(1);
        assertThat(one.thenFails(REFUSED)).isNotSameAs(one);
        assertThat(one.then(2)).hasToString("[1, 2]");
        assertThat(one).hasToString("[1]");
    }

    @Test
    void failingEarlierLeavesOutTheRest() {
        Script<Integer> script = Script.of(1, 2).thenStalls().then(3);
        assertThat(script.failingAt(0, REFUSED)).hasToString("[fails with " + REFUSED + "]");
        assertThat(script.failingAt(1, REFUSED)).hasToString("[1, fails with " + REFUSED + "]");
        assertThat(script.failingAt(3, REFUSED)).hasToString("[1, 2, stalls, 3, fails with " + REFUSED + "]");
        assertThat(script.thenFails(new IOException()).failingAt(3, REFUSED))
                .as("another failure")
                .hasToString("[1, 2, stalls, 3, fails with " + REFUSED + "]");
    }

    @Test
    void positionsThatItDoesNotReachAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.of(1, 2).failingAt(3, REFUSED))
                .withMessage("position = 3, allowed: 0 to 2, the items of [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.of(1, 2).failingAt(-1, REFUSED))
                .withMessageContaining("position = -1");
    }

    @Test
    void nothingFollowsAFailure() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Script.of(1).thenFails(REFUSED).then(2))
                .withMessage(
                        "[2] follows [1, fails with java.net.ConnectException: refused], which has failed by then");
        assertThatIllegalStateException()
                .isThrownBy(() -> Script.cannotOpen(REFUSED).thenStalls());
        assertThatIllegalStateException()
                .isThrownBy(() -> Script.cannotOpen(REFUSED).failingAt(0, REFUSED));
    }
}
