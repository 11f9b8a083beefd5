package org.cqrsjakarta.internal.stream;

import java.util.List;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.Circuit;

/** A primary that never fails. */
public class PlainStreamTckTest extends PublisherTck {

    @Override
    Chain<Long> chain(long elements) {
        return new Chain<>(List.of(step("Primary", items(elements), Circuit.NONE, null)));
    }
}
