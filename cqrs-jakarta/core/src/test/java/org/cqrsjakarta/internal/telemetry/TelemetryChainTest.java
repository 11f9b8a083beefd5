package org.cqrsjakarta.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.HidingLoader;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.junit.jupiter.api.Test;

/** Nothing that is told of a stream can fail it. */
class TelemetryChainTest {

    private static final TelemetryEvent CHANGE = new CircuitChanged("Live", CircuitState.CLOSED, CircuitState.OPEN);

    private final List<TelemetryEvent> passedOn = new ArrayList<>();
    private int asked;

    /** As on WildFly: the Java runtime has the Flight Recorder, the deployment does not see it. */
    static final class Recording implements Callable<Integer> {
        @Override
        public Integer call() {
            List<TelemetryEvent> passedOn = new ArrayList<>();
            Telemetry telemetry = FlightRecordedEvents.before(passedOn::add);
            telemetry.hears(CircuitChanged.class);
            telemetry.record(new CircuitChanged("Live", CircuitState.CLOSED, CircuitState.OPEN));
            return passedOn.size();
        }
    }

    @Test
    void aFlightRecorderThatTheDeploymentDoesNotSeeIsLeftOut() throws Exception {
        assertThat(ModuleLayer.boot().findModule("jdk.jfr")).isPresent();
        assertThat(new HidingLoader("jdk.jfr.").call(Recording.class)).isEqualTo(1);
    }

    private Telemetry failing(Throwable failure) {
        return new Telemetry() {
            @Override
            public boolean hears(Class<? extends TelemetryEvent> type) {
                asked++;
                throw TelemetryChainTest.<RuntimeException>sneaky(failure);
            }

            @Override
            public void record(TelemetryEvent event) {
                asked++;
                throw TelemetryChainTest.<RuntimeException>sneaky(failure);
            }
        };
    }

    @Test
    void aMissingClassSwitchesOffWhatLacksItAndNothingElse() {
        Telemetry telemetry = TelemetryChain.of(failing(new NoClassDefFoundError("jdk/jfr/Event")), passedOn::add);
        telemetry.record(CHANGE);
        telemetry.record(CHANGE);
        assertThat(passedOn).containsExactly(CHANGE, CHANGE);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aRecorderThatFailsKeepsNoEventFromTheNext() {
        Telemetry telemetry = TelemetryChain.of(failing(new IllegalStateException()), passedOn::add);
        telemetry.record(CHANGE);
        telemetry.record(CHANGE);
        assertThat(telemetry.hears(CircuitChanged.class)).isTrue();
        assertThat(passedOn).containsExactly(CHANGE, CHANGE);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void theLastOneCannotFailTheStreamEither() {
        Telemetry telemetry = TelemetryChain.of(failing(new StackOverflowError()));
        telemetry.record(CHANGE);
        assertThat(telemetry.hears(CircuitChanged.class)).isFalse();
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException sneaky(Throwable failure) throws X {
        throw (X) failure;
    }
}
