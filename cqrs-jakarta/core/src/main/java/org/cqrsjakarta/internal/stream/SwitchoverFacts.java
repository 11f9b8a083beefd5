package org.cqrsjakarta.internal.stream;

import java.util.List;
import java.util.Optional;
import org.cqrsjakarta.Switchover;

/** What a fallback is told. */
record SwitchoverFacts<R>(long position, List<R> delivered, Throwable cause, Class<?> from) implements Switchover<R> {

    @Override
    public Optional<R> last() {
        return delivered.isEmpty() ? Optional.empty() : Optional.of(delivered.getLast());
    }
}
