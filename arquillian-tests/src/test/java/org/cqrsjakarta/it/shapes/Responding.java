package org.cqrsjakarta.it.shapes;

import jakarta.inject.Inject;
import org.cqrsjakarta.RequestHandler;
import org.cqrsjakarta.RespondingHandler;
import org.cqrsjakarta.StreamTimeout;

/** A single response, from a thread of its own. */
@RespondingHandler
@StreamTimeout(total = 20_000)
public class Responding implements RequestHandler<AskOne, String> {

    @Inject
    private Witness witness;

    @Override
    public String handle(AskOne request) {
        return witness.see("responding");
    }
}
