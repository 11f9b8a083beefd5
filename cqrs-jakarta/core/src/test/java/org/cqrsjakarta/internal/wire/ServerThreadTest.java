package org.cqrsjakarta.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the server's thread is done with a request. */
class ServerThreadTest {

    private final ServerThreadFilter filter = new ServerThreadFilter();
    private final List<String> seen = new ArrayList<>();

    @Test
    void whatWaitsRunsWhenTheServersCodeHasReturned() throws Exception {
        filter.doFilter(null, null, (request, response) -> {
            ServerThread.whenDone(() -> seen.add("task"));
            seen.add("server");
        });
        assertThat(seen).containsExactly("server", "task");
    }

    @Test
    void alsoWhenItHasFailed() {
        assertThatThrownBy(() -> filter.doFilter(null, null, (request, response) -> {
                    ServerThread.whenDone(() -> seen.add("task"));
                    throw new ServletException("no");
                }))
                .isInstanceOf(ServletException.class);
        assertThat(seen).containsExactly("task");
    }

    @Test
    void aForwardEndsNothing() throws Exception {
        filter.doFilter(null, null, (request, response) -> {
            ServerThread.whenDone(() -> seen.add("task"));
            filter.doFilter(null, null, (inner, outer) -> seen.add("forwarded"));
            seen.add("server");
        });
        assertThat(seen).containsExactly("forwarded", "server", "task");
    }

    @Test
    void withoutARequestNothingWaits() throws Exception {
        filter.doFilter(null, null, (request, response) -> {});
        ServerThread.whenDone(() -> seen.add("task"));
        assertThat(seen).containsExactly("task");
    }

    @Test
    void theNextRequestOfTheThreadIsAnother() throws Exception {
        for (int i = 0; i < 3; i++) {
            int number = i;
            filter.doFilter(null, null, (request, response) -> ServerThread.whenDone(() -> seen.add("task " + number)));
        }
        assertThat(seen).containsExactly("task 0", "task 1", "task 2");
    }
}
