package org.cqrsjakarta.benchmarks;

import jakarta.enterprise.context.control.RequestContextController;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What runs beside this one does so within a request, as the methods of a resource do. */
@State(Scope.Thread)
public class ActiveRequest {

    @SuppressWarnings("NullAway.Init")
    private RequestContextController request;

    @Setup(Level.Iteration)
    public void begin(Application application) {
        request = application.get(RequestContextController.class);
        request.activate();
    }

    @TearDown(Level.Iteration)
    public void end() {
        request.deactivate();
    }
}
