package org.cqrsjakarta.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OwnRequestTest {

    /** The run ends it, and so does its delivery; both while whoever has left the run, or its handler, is within. */
    @Test
    void whatIsEndedTwiceWhileASectionRunsIsDestroyedAfterIt() {
        AtomicInteger destroyed = new AtomicInteger();
        OwnRequest request = new OwnRequest(new StreamRequestContext());
        request.beans().get(bean(destroyed), null);
        request.begin();
        assertThat(request.end()).isFalse();
        assertThat(request.end()).isFalse();
        request.over();
        assertThat(destroyed).hasValue(1);
    }

    private static Contextual<Object> bean(AtomicInteger destroyed) {
        return new Contextual<>() {
            @Override
            public Object create(CreationalContext<Object> creation) {
                return new Object();
            }

            @Override
            public void destroy(Object instance, CreationalContext<Object> creation) {
                destroyed.incrementAndGet();
            }
        };
    }
}
