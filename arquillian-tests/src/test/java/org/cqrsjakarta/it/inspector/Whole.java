package org.cqrsjakarta.it.inspector;

import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingRequestHandler;

/** Has them all. */
@Fallback(of = Broken.class, continuation = Continuation.SKIP_DELIVERED)
public class Whole implements StreamingRequestHandler<Numbers, Integer> {

    @Override
    public Stream<Integer> handle(Numbers request) {
        return Stream.of(1, 2, 3);
    }
}
