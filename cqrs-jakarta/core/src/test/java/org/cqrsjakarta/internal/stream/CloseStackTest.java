package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseStackTest {

    private final CloseStack stack = new CloseStack();
    private final List<String> closed = new ArrayList<>();

    private AutoCloseable named(String name, Exception failure) {
        return () -> {
            closed.add(name);
            if (failure != null) {
                throw failure;
            }
        };
    }

    @Test
    void closesTheLastOpenedFirstAndEachOnce() {
        assertThat(stack.push(named("first", null))).isTrue();
        assertThat(stack.push(named("second", null))).isTrue();
        assertThat(stack.isClosed()).isFalse();
        assertThat(stack.close()).isNull();
        assertThat(stack.close()).isNull();
        assertThat(closed).containsExactly("second", "first");
        assertThat(stack.isClosed()).isTrue();
    }

    @Test
    void whatComesTooLateStaysWithItsOwner() {
        assertThat(stack.close()).isNull();
        assertThat(stack.push(named("late", null))).isFalse();
        assertThat(closed).isEmpty();
    }

    @Test
    void aFailureKeepsNothingFromBeingClosedAndTheOthersAreSuppressed() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        stack.push(named("bottom", null));
        stack.push(named("middle", first));
        stack.push(named("top", second));
        Throwable thrown = stack.close();
        assertThat(thrown).isSameAs(second);
        assertThat(thrown.getSuppressed()).containsExactly(first);
        assertThat(closed).containsExactly("top", "middle", "bottom");
    }

    @Test
    void theSameFailureTwiceIsNotItsOwnSuppressed() {
        IOException same = new IOException("same");
        stack.push(named("bottom", same));
        stack.push(named("top", same));
        assertThat(stack.close()).isSameAs(same);
        assertThat(same.getSuppressed()).isEmpty();
    }
}
