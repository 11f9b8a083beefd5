package org.cqrsjakarta.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.wire.JerseyRig.Wire;
import org.glassfish.jersey.logging.LoggingFeature;
import org.glassfish.jersey.message.DeflateEncoder;
import org.glassfish.jersey.message.GZipEncoder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.EncodingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams in an application of Jersey's that has registered something between them and their clients. */
class StraightOutTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.withoutHolding());
    private final Feed live = harness.feed();

    @AfterEach
    void nothingRemains() {
        live.end();
        until(harness::isIdle, () -> "nothing is open");
    }

    private JerseyRig rig(ResourceConfig application) {
        return new JerseyRig(harness, harness.chain(live), application);
    }

    /** What applications register. */
    enum Meddler {
        NOTHING(application -> {}),
        GZIP_ENCODER(application -> EncodingFilter.enableFor(application, GZipEncoder.class)),
        DEFLATE_ENCODER(application -> EncodingFilter.enableFor(application, DeflateEncoder.class)),
        COMPRESSING_INTERCEPTOR(application -> application.register(new Compressing())),
        OUTERMOST_INTERCEPTOR(application -> application.register(new Compressing(), Integer.MIN_VALUE + 1)),
        BUFFERING_INTERCEPTOR(application -> application.register((WriterInterceptor) context -> {
            context.setOutputStream(new BufferedOutputStream(context.getOutputStream(), 1 << 20));
            context.proceed();
        })),
        COMPRESSING_FILTER(application -> application.register(new CompressingFilter())),
        BUFFERING_FILTER(application -> application.register((ContainerResponseFilter)
                (request, response) -> response.setEntityStream(new BufferedOutputStream(response.getEntityStream())))),
        INTERRUPTING_FILTER(application -> application.register((ContainerResponseFilter)
                (request, response) -> Thread.currentThread().interrupt())),
        CLOSING_FILTER(application -> application.register((ContainerResponseFilter)
                (request, response) -> response.getEntityStream().close())),
        HEADER_OF_A_FILTER(application -> application.register((ContainerResponseFilter)
                (request, response) -> response.getHeaders().putSingle("Content-Encoding", "br"))),
        LOGGING(application -> application.register(new LoggingFeature(
                Logger.getAnonymousLogger(), Level.OFF, LoggingFeature.Verbosity.PAYLOAD_ANY, 1 << 20)));

        private final Consumer<ResourceConfig> registration;

        Meddler(Consumer<ResourceConfig> registration) {
            this.registration = registration;
        }

        ResourceConfig application() {
            ResourceConfig application = new ResourceConfig();
            registration.accept(application);
            return application;
        }
    }

    @Priority(4000)
    private static final class Compressing implements WriterInterceptor {

        @Override
        public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
            context.getHeaders().putSingle("Content-Encoding", "gzip");
            context.setOutputStream(new GZIPOutputStream(context.getOutputStream()));
            context.proceed();
        }
    }

    /** Has its header written before the response has begun. */
    private static final class CompressingFilter implements ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().putSingle("Content-Encoding", "gzip");
            try {
                response.setEntityStream(new GZIPOutputStream(response.getEntityStream()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFrameOfAResponseGoesOutAtOnceAsItIs(Meddler meddler) {
        assertUnaltered(rig(meddler.application()).get("response"));
    }

    @ParameterizedTest
    @EnumSource
    void soDoesEachEventOfASink(Meddler meddler) {
        assertUnaltered(rig(meddler.application()).get("sink"));
    }

    private void assertUnaltered(Wire wire) {
        live.give(1);
        wire.await("data: 1\n");
        assertThat(wire.header("Content-Encoding")).isEmpty();
        assertThat(wire.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(wire.header("Cache-Control")).isEqualTo("no-store, no-transform");
        assertThat(wire.header("X-Accel-Buffering")).isEqualTo("no");
        live.give(2);
        wire.await("data: 2\n");
        live.end();
        wire.awaitEnd();
        assertThat(wire.text()).isEqualTo("""
                retry: 2000
                event: item
                data: 1
                id: s1.1

                event: item
                data: 2
                id: s1.2

                event: complete
                data: {"items":2,"steps":["LiveItems"]}
                id: s1.end

                """);
    }

    @Test
    void whatTheApplicationSendsItselfIsNotTouched() {
        ResourceConfig application = Meddler.COMPRESSING_INTERCEPTOR.application();
        Wire wire = rig(application).get("own");
        wire.awaitEnd();
        assertThat(wire.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(wire.header("Cache-Control")).isEmpty();
    }

    @Test
    void anEntityThatAFilterPutsInItsPlaceIsWrittenAndTheStreamIsLeft() {
        ResourceConfig application = new ResourceConfig();
        application.register((ContainerResponseFilter) (request, response) -> response.setEntity("wrapped"));
        Wire wire = rig(application).get("response");
        wire.awaitEnd();
        assertThat(wire.text()).isEqualTo("wrapped");
        until(harness::isIdle, () -> "the stream is over");
        assertThat(harness.opened).hasValue(0);
    }

    @Test
    void anErrorThatFollowsAFilterThatHasFailedIsWritten() {
        ResourceConfig application = new ResourceConfig();
        application.register((ContainerResponseFilter) (request, response) -> {
            if (response.getStatus() == 200) {
                throw new ForbiddenException(
                        Response.status(403).entity("not you").build());
            }
        });
        Wire wire = rig(application).get("response");
        wire.awaitEnd();
        assertThat(wire.status()).isEqualTo(403);
        assertThat(wire.text()).isEqualTo("not you");
        until(harness::isIdle, () -> "the stream is over");
    }

    /** The server's thread may still write there while the response is sent by ours, and the map need not bear two. */
    @Test
    void whatARequestKeepsMayGetLostWhileItsResponseIsSent() {
        ResourceConfig application = new ResourceConfig();
        application.register((ContainerResponseFilter)
                (request, response) -> List.copyOf(request.getPropertyNames()).forEach(request::removeProperty));
        assertUnaltered(rig(application).get("response"));
    }

    @Test
    void heartbeatsOfASinkAreNoEvents() {
        Wire wire = rig(new ResourceConfig()).get("sink");
        live.give(1);
        wire.await("id: s1.1\n\n");
        harness.awaitHeartbeat(wire::text);
        live.give(2);
        wire.await(":\nevent: item\ndata: 2\n");
        Blocks.assertSoundFor(wire.text());
        var stopping = harness.stop();
        wire.await(": the application stops\nretry: 5000\n");
        live.end();
        wire.awaitEnd();
        stopping.join();
        assertThat(wire.text()).contains(": the application stops\nretry: 5000\nevent: complete\n");
        Blocks.assertSoundFor(wire.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"response", "sink"})
    void whereTheHeaderIsMissingTheParameterCounts(String way) {
        live.give(1, 2, 3).end();
        JerseyRig rig = rig(new ResourceConfig());
        rig.get(way).awaitEnd();
        Wire again = rig.get(way + "?a=b&lastEventId=s1.2").awaitEnd();
        assertThat(again.text()).contains("data: 3\n").doesNotContain("data: 2\n");
        Wire header =
                rig.get(way + "?lastEventId=s1.2", "Last-Event-ID", "s1.1").awaitEnd();
        assertThat(header.text()).contains("data: 2\n").doesNotContain("data: 1\n");
        Wire ended = rig.get(way + "?lastEventId=s1.end").awaitEnd();
        assertThat(ended.text()).isEmpty();
        Wire malformed = rig.get(way + "?lastEventId=s1.%32").awaitEnd();
        assertThat(malformed.text()).contains("data: 1\n");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "lastEventId=s.1, s.1",
                "a=b&lastEventId=s.1&c=d, s.1",
                "lastEventId=s.1&lastEventId=s.2, s.2",
                "lastEventId=, ''",
                "lasteventid=s.1, none",
                "xlastEventId=s.1, none",
                "lastEventId, none",
                "none, none"
            })
    void theParameterIsFoundAsItWasSent(String query, String found) {
        var in = new LastEventIdParameter("lastEventId").in(query);
        assertThat(in.orElse(null)).isEqualTo(found);
    }
}
