package org.cqrsjakarta.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossOriginHeadersTest {

    private static final String LISTED = "https://app.example.org";

    private final CrossOriginHeaders headers = new CrossOriginHeaders(Set.of(LISTED, "https://other.example.org"));

    private ContainerResponse answer(ContainerRequest request) {
        headers.filter(request);
        Response aborted = request.getAbortResponse();
        var response =
                new ContainerResponse(request, aborted == null ? Response.ok().build() : aborted);
        headers.filter(request, response);
        return response;
    }

    private static ContainerRequest preflight(String origin) {
        return Requests.of("OPTIONS", "prices", "Origin", origin, "Access-Control-Request-Method", "PUT");
    }

    @Test
    void aListedOriginMayReadWithCredentials() {
        ContainerResponse response = answer(Requests.of("GET", "prices", "Origin", LISTED));
        assertThat(response.getHeaderString("Access-Control-Allow-Origin")).isEqualTo(LISTED);
        assertThat(response.getHeaderString("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(response.getHeaderString("Access-Control-Expose-Headers")).isEqualTo("Content-Type, Retry-After");
        assertThat(response.getHeaderString("Vary")).isEqualTo("Origin");
    }

    @Test
    void aPreflightOfAListedOriginIsAnswered() {
        ContainerResponse response = answer(preflight(LISTED));
        assertThat(response.getStatus()).isEqualTo(204);
        assertThat(response.getHeaderString("Access-Control-Allow-Origin")).isEqualTo(LISTED);
        assertThat(response.getHeaderString("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(response.getHeaderString("Access-Control-Allow-Methods"))
                .isEqualTo("GET, HEAD, POST, PUT, PATCH, DELETE");
        assertThat(response.getHeaderString("Access-Control-Allow-Headers"))
                .isEqualTo("Authorization, Content-Type, Last-Event-ID");
        assertThat(response.getHeaderString("Access-Control-Max-Age")).isEqualTo("600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "*",
                "http://app.example.org",
                "https://app.example.org:8443",
                "https://app.example.org.evil.example",
                "https://APP.example.org",
                "https://app.example.org,https://other.example.org"
            })
    void noOtherOriginGetsAnyHeader(String origin) {
        ContainerResponse read = answer(Requests.of("GET", "prices", "Origin", origin));
        assertThat(read.getHeaders()).containsOnlyKeys("Vary");
        assertThat(read.getHeaderString("Vary")).isEqualTo("Origin");

        ContainerResponse preflight = answer(preflight(origin));
        assertThat(preflight.getStatus()).as("left to the resource").isEqualTo(200);
        assertThat(preflight.getHeaders()).containsOnlyKeys("Vary");
    }

    @Test
    void whoeverSendsNoOriginIsToldThatTheAnswerDependsOnIt() {
        assertThat(answer(Requests.of("GET", "prices")).getHeaders()).containsOnlyKeys("Vary");
    }

    @Test
    void optionsWithoutARequestedMethodIsTheResources() {
        ContainerResponse response = answer(Requests.of("OPTIONS", "prices", "Origin", LISTED));
        assertThat(response.getStatus()).isEqualTo(200);
    }

    @Test
    void whatTheApplicationSaysToVaryByStays() {
        ContainerRequest request = Requests.of("GET", "prices");
        var response = new ContainerResponse(
                request, Response.ok().header("Vary", "Accept").build());
        headers.filter(request, response);
        assertThat(response.getHeaderString("Vary")).isEqualTo("Accept,Origin");
    }
}
