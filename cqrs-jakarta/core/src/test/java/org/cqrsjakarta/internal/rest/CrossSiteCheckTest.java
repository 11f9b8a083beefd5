package org.cqrsjakarta.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of Go's {@code CrossOriginProtection}, on {@link Requests#HOST}. */
class CrossSiteCheckTest {

    private static final String LISTED = "https://app.example.org";

    private final CrossSiteCheck check = new CrossSiteCheck(Set.of(LISTED));

    private @Nullable Response answer(String method, @Nullable String site, @Nullable String origin) {
        List<String> headers = new ArrayList<>();
        if (site != null) {
            headers.addAll(List.of("Sec-Fetch-Site", site));
        }
        if (origin != null) {
            headers.addAll(List.of("Origin", origin));
        }
        ContainerRequest request = Requests.of(method, "prices", headers.toArray(String[]::new));
        check.filter(request);
        return request.getAbortResponse();
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin,",
        "none,",
        "same-origin, https://evil.example",
        ",",
        "'',",
        ", https://shop.example.org:8443",
        // Where TLS ends at a proxy, the server sees no more than this.
        ", http://shop.example.org:8443",
        ", https://app.example.org",
        "cross-site, https://app.example.org",
        "same-site, https://app.example.org",
    })
    void serves(@Nullable String site, @Nullable String origin) {
        assertThat(answer("POST", site, origin)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site,",
        "same-site,",
        "cross-site, https://evil.example",
        "cross-site, https://shop.example.org:8443",
        "cross-site, null",
        "'same-origin,cross-site',",
        "SAME-ORIGIN,",
        "unheard-of,",
        ", https://evil.example",
        ", https://shop.example.org",
        ", https://shop.example.org:8444",
        ", https://shop.example.org:8443.evil.example",
        ", https://evil.example/shop.example.org:8443",
        ", https://shop.example.org:8443@evil.example",
        ", shop.example.org:8443",
        ", ://shop.example.org:8443",
        ", null",
        ", https://app.example.org.evil.example",
        ", http://app.example.org",
        ", 'https://app.example.org,https://app.example.org'",
    })
    void refuses(@Nullable String site, @Nullable String origin) {
        Response refused = answer("POST", site, origin);
        assertThat(refused.getStatus()).isEqualTo(403);
        assertThat(refused.getMediaType()).hasToString("application/problem+json");
        assertThat(Requests.problem(refused).getString("detail")).contains("cqrs.http.origins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "get", "PROPFIND"})
    void refusesWhateverMayChangeSomething(String method) {
        assertThat(answer(method, "cross-site", "https://evil.example").getStatus())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void servesWhateverMayNot(String method) {
        assertThat(answer(method, "cross-site", "https://evil.example")).isNull();
    }

    @Test
    void takesTheHostFromTheAddressWhereThereIsNoHeader() {
        ContainerRequest own = Requests.of("POST", "prices", "Origin", "https://" + Requests.HOST);
        own.getHeaders().remove("Host");
        check.filter(own);
        assertThat(own.getAbortResponse()).isNull();

        ContainerRequest other = Requests.of("POST", "prices", "Origin", "https://evil.example");
        other.getHeaders().remove("Host");
        check.filter(other);
        assertThat(other.getAbortResponse().getStatus()).isEqualTo(403);
    }
}
