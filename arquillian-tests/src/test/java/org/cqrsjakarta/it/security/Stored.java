package org.cqrsjakarta.it.security;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingRequestHandler;

/** Tells who calls, after the switchover. */
@Fallback(of = Told.class, applyOn = SourceGone.class)
public class Stored implements StreamingRequestHandler<Ask, String> {

    @Inject
    private SecurityContext security;

    @Override
    public Stream<String> handle(Ask request) {
        return Stream.generate(() -> Told.describe("fallback", security)).limit(1);
    }
}
