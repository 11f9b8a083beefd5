package org.cqrsjakarta.internal.stream;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.junit.jupiter.api.Test;

/** MicroProfile Fault Tolerance 4.1, chapter "Retry Policy". */
class RetryRuleTest {

    private static RetryRule rule(int maxRetries, Duration delay, Duration maxDuration, Duration jitter) {
        return new RetryRule(
                maxRetries,
                delay,
                maxDuration,
                jitter,
                List.of(IOException.class),
                List.of(FileNotFoundException.class));
    }

    @Test
    void admitsSoManyRetriesAndNoMore() {
        RetryRule twice = rule(2, ZERO, ZERO, ZERO);
        assertThat(twice.admits(new IOException(), 1, ZERO)).isTrue();
        assertThat(twice.admits(new IOException(), 2, ZERO)).isTrue();
        assertThat(twice.admits(new IOException(), 3, ZERO)).isFalse();
        assertThat(rule(-1, ZERO, ZERO, ZERO).admits(new IOException(), 1_000_000, ofSeconds(99)))
                .isTrue();
    }

    @Test
    void admitsWhatRetryOnNamesAndAbortOnDoesNot() {
        RetryRule twice = rule(2, ZERO, ZERO, ZERO);
        assertThat(twice.admits(new IllegalStateException(), 1, ZERO)).isFalse();
        assertThat(twice.admits(new FileNotFoundException(), 1, ZERO)).isFalse();
    }

    @Test
    void admitsNothingFromItsLongestDurationOn() {
        RetryRule forTen = rule(-1, ZERO, ofSeconds(10), ZERO);
        assertThat(forTen.admits(new IOException(), 1, ofSeconds(10).minusNanos(1)))
                .isTrue();
        assertThat(forTen.admits(new IOException(), 1, ofSeconds(10))).isFalse();
    }

    @Test
    void withoutJitterThePauseIsTheDelay() {
        assertThat(rule(1, ofSeconds(3), ZERO, ZERO).pause(() -> 42)).isEqualTo(ofSeconds(3));
    }

    @Test
    void itsValuesAreChecked() {
        assertThatThrownBy(() -> rule(-2, ZERO, ZERO, ZERO)).hasMessage("maxRetries = -2, allowed: -1 or more");
        assertThatThrownBy(() -> rule(1, ofSeconds(-1), ZERO, ZERO)).hasMessage("delay = PT-1S, allowed: 0 or more");
        assertThatThrownBy(() -> rule(1, ZERO, ZERO, ofSeconds(-1))).hasMessage("jitter = PT-1S, allowed: 0 or more");
        assertThatThrownBy(() -> rule(1, ofSeconds(2), ofSeconds(2), ZERO))
                .hasMessage("maxDuration = PT2S, allowed: 0, or more than the delay of PT2S");
        assertThatThrownBy(() -> rule(1, ZERO, ofSeconds(-2), ZERO)).hasMessageContaining("maxDuration = PT-2S");
    }
}
