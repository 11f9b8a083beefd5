package org.cqrsjakarta.it.shapes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tells what a thread sees: request context, caller, class loader. Observes domain events by the same eyes. */
@ApplicationScoped
public class Witness {

    private final Queue<String> observed = new ConcurrentLinkedQueue<>();

    @Inject
    private SecurityContext security;

    @Inject
    private Visit visit;

    String see(String who) {
        visit.touch();
        var caller = security.getCallerPrincipal();
        return who + " " + (caller == null ? "nobody" : caller.getName()) + " " + security.isCallerInRole("reader")
                + " " + sees(AskAll.class);
    }

    void on(@Observes Mentioned event) {
        observed.add(see("observer of " + event.by()));
    }

    Queue<String> observed() {
        return observed;
    }

    private static boolean sees(Class<?> own) {
        try {
            return Thread.currentThread().getContextClassLoader().loadClass(own.getName()) == own;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
