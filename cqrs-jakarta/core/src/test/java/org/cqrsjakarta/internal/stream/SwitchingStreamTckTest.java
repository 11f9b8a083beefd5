package org.cqrsjakarta.internal.stream;

import java.util.List;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.Circuit;

/** A primary that fails half-way, and a fallback that goes on. */
public class SwitchingStreamTckTest extends PublisherTck {

    @Override
    Chain<Long> chain(long elements) {
        return new Chain<>(List.of(
                step("Primary", cutAfter(elements / 2), Circuit.NONE, null),
                step("Fallback", items(elements), Circuit.NONE, goingOn())));
    }
}
