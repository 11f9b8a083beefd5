package org.cqrsjakarta;

import java.util.List;

/** The circuits of the application, to be looked at. Injected; callable from any thread. */
public interface Circuits {

    /**
     * Lists every circuit as it stands now.
     *
     * @return one entry for each handler that declares {@code @CircuitBreaker}, in the order of their names; a
     *     snapshot, unmodifiable
     */
    List<CircuitStatus> all();
}
