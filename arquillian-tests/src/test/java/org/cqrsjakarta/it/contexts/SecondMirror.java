package org.cqrsjakarta.it.contexts;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.util.stream.Stream;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingRequestHandler;

/** Sees the same caller in the same request context. */
@Fallback(of = Mirror.class)
public class SecondMirror implements StreamingRequestHandler<WhoAmI, String> {

    @Inject
    private Seen seen;

    @Inject
    private SecurityContext security;

    @Override
    public Stream<String> handle(WhoAmI request) {
        return Stream.generate(() -> Mirror.describe("fallback", seen, security))
                .limit(1);
    }
}
