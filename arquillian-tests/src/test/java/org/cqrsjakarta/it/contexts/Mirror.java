package org.cqrsjakarta.it.contexts;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** Fails after its second item, so that a fallback is asked too. */
@StreamingHandler
public class Mirror implements StreamingRequestHandler<WhoAmI, String> {

    @Inject
    private Seen seen;

    @Inject
    private SecurityContext security;

    @Override
    public Stream<String> handle(WhoAmI request) {
        return IntStream.rangeClosed(1, 3).mapToObj(i -> {
            if (i == 3) {
                throw new IllegalStateException("enough");
            }
            return describe("primary", seen, security);
        });
    }

    static String describe(String who, Seen seen, SecurityContext security) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        boolean own;
        try {
            own = loader.loadClass(WhoAmI.class.getName()) == WhoAmI.class;
        } catch (ClassNotFoundException e) {
            own = false;
        }
        var caller = security.getCallerPrincipal();
        return who + " request " + seen.again() + " caller " + (caller == null ? "nobody" : caller.getName())
                + " reader " + security.isCallerInRole("reader") + " loader " + own + " virtual "
                + Thread.currentThread().isVirtual();
    }
}
