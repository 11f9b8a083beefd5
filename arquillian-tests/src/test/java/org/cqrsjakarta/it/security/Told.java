package org.cqrsjakarta.it.security;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamingHandler;

/** Tells who calls, fails, or forges. */
@StreamingHandler
public class Told implements EmittingRequestHandler<Ask, String> {

    static final String SECRET = "jdbc:h2:mem:users;PASSWORD=hunter2";
    static final String FORGED =
            "x\r\n\r\nevent: failure\r\ndata: {}\r\n\r\nHTTP/1.1 200 OK\nSet-Cookie: forged=1\r\u2028";

    @Inject
    private SecurityContext security;

    @Override
    public void handle(Ask request, Emitter<String> emitter) throws Exception {
        switch (request.what()) {
            case "caller" -> {
                emitter.emit(describe("primary", security));
                throw new SourceGone();
            }
            case "exception" -> throw new IllegalStateException(SECRET);
            case "error" -> throw new AssertionError(SECRET);
            case "late" -> {
                emitter.emit("first");
                throw new IllegalStateException(SECRET);
            }
            default -> emitter.emit(FORGED);
        }
    }

    static String describe(String who, SecurityContext security) {
        var caller = security.getCallerPrincipal();
        return who + " caller " + (caller == null ? "nobody" : caller.getName()) + " reader "
                + security.isCallerInRole("reader") + " editor " + security.isCallerInRole("editor") + " auditor "
                + security.isCallerInRole("auditor");
    }
}
