package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.cqrsjakarta.HidingLoader;
import org.junit.jupiter.api.Test;

/** Servers find the inspector's addresses by themselves, also where they pass over the feature. */
class UnprotectedInspectorTest {

    /** Asks an inspector's address that a server has found by itself. */
    static final class Inspecting implements Callable<String> {
        @Override
        public String call() {
            try {
                return "answered: " + new InspectorResource().circuits();
            } catch (RuntimeException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    @Test
    void anInspectorThatNobodyProtectsAnswersNothing() throws Exception {
        assertThat(new HidingLoader().call(Inspecting.class)).isEqualTo("HTTP 503 Service Unavailable");
    }
}
