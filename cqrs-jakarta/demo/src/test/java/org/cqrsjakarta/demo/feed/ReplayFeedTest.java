package org.cqrsjakarta.demo.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.cqrsjakarta.demo.geojson.RecordedWeek;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ReplayFeedTest {

    @ParameterizedTest
    @CsvSource({
        "?format=geojson&orderby=time-asc, 200",
        "?format=geojson&orderby=time-asc&minmagnitude=2.5, 200",
        "'', 400",
        "?format=geojson, 400",
        "?format=xml&orderby=time-asc, 400",
        "?format=geojson&orderby=time, 400",
        "?format=geojson&orderby=time-asc&minmagnitude=x, 400",
        "?format=geojson&orderby=time-asc&limit=3, 400",
        "/more?format=geojson&orderby=time-asc, 404"
    })
    void answersLikeTheServiceItStandsFor(String rest, int status) throws IOException {
        try (var feed = start()) {
            assertThat(status(feed, rest)).isEqualTo(status);
            assertThat(feed.requests()).isEqualTo(1);
        }
    }

    @Test
    void listensOnTheLoopbackInterfaceOnly() throws IOException {
        try (var feed = start()) {
            assertThat(InetAddress.getByName(feed.url().getHost()).isLoopbackAddress())
                    .isTrue();
        }
    }

    @Test
    void refusesConnectionsAndComesBackOnTheSamePort() throws IOException {
        try (var feed = start()) {
            var url = feed.url();
            feed.fault(new Fault(Fault.Kind.REFUSE, 0));
            assertThatThrownBy(() -> status(feed, "")).isInstanceOf(ConnectException.class);

            feed.fault(Fault.NONE);
            assertThat(status(feed, "")).isEqualTo(400);
            assertThat(feed.url()).isEqualTo(url);
        }
    }

    @ParameterizedTest
    @CsvSource({"NONE", "REFUSE", "STALL"})
    void leavesItsPortWhenItEnds(Fault.Kind kind) throws IOException {
        int port;
        try (var feed = start()) {
            feed.fault(new Fault(kind, 0));
            port = feed.url().getPort();
        }
        bind(port);
    }

    @Test
    void refusesACountBelowZero() {
        assertThatThrownBy(() -> new Fault(Fault.Kind.DROP, -1)).hasMessage("afterItems must be 0 or more, but is -1");
    }

    private static ReplayFeed start() throws IOException {
        return ReplayFeed.start(RecordedWeek.features(), 0);
    }

    private static void bind(int port) throws IOException {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    private static int status(ReplayFeed feed, String rest) throws IOException {
        var connection =
                (HttpURLConnection) URI.create(feed.url() + rest).toURL().openConnection();
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
