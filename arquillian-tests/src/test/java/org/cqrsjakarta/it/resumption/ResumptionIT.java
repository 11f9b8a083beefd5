package org.cqrsjakarta.it.resumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.it.support.Chromium;
import org.cqrsjakarta.testkit.Fault;
import org.cqrsjakarta.testkit.FaultProxy;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that lose their connection and come back: to their own stream, and to nobody else's. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ResumptionIT {

    private static final Duration WINDOW = Duration.ofSeconds(4);
    private static final int CUTS = 20;

    /** Takes about a second. */
    private static final Pages BOOK = new Pages("emma", 200, 4);

    @ArquillianResource
    private URL base;

    private Library library;

    @Deployment(testable = false)
    static WebArchive war() {
        return Library.war("resumption", Map.of("cqrs.sse.resume-window", WINDOW.toString()));
    }

    @BeforeEach
    void reach() {
        library = new Library(base);
    }

    @Test
    void aLostStreamGoesOnWithTheSameIdsAndNoRepeat() throws Exception {
        int opened = library.account().opened();
        try (FaultProxy proxy = library.proxy();
                SseClient client = SseClient.open(proxy.through(library.uri(BOOK)))) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.nextEvent().is("item")).isTrue();
            }
            proxy.now(Fault.reset());
            try (SseClient again = client.reconnect()) {
                List<Frame> rest = again.frames();
                String stream = Library.stream(client.recorded());
                assertThat(Library.items(rest)).extracting(Frame::id).isEqualTo(Library.ids(stream, 11, BOOK.count()));
                assertThat(Library.data(rest)).isEqualTo(Library.from(11, BOOK));
                assertThat(rest.getLast().data()).isEqualTo("{\"items\":200,\"steps\":[\"PageSource\"]}");
            }
        }
        assertThat(library.account().opened()).isEqualTo(opened + 1);
    }

    @Test
    void whoIsDoneWithAStreamEndsItAndNothingIsHeld() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                SseClient client = SseClient.open(library.uri(new Pages("persuasion", 1_000_000, 4)))) {
            assertThat(client.nextEvent().is("item")).isTrue();
            String stream = Library.stream(client.recorded());
            HttpRequest done = HttpRequest.newBuilder(base.toURI().resolve("cqrs/streams/" + stream))
                    .DELETE()
                    .build();
            HttpResponse<String> first = http.send(done, HttpResponse.BodyHandlers.ofString());
            assertThat(first.statusCode()).as(first.body()).isEqualTo(204);
            assertThat(eventually(
                            () -> http.send(done, HttpResponse.BodyHandlers.ofString())
                                    .statusCode(),
                            status -> status == 404))
                    .isEqualTo(404);
            try (SseClient again = client.reconnect()) {
                assertThat(again.nextEvent().data()).as("of a new run").contains("\"from\":\"run\"");
            }
        }
    }

    @Test
    void whereverItIsCutTheBookIsCompleteAndInOrder() throws Exception {
        long whole;
        try (FaultProxy proxy = library.proxy();
                SseClient client = SseClient.open(proxy.through(library.uri(BOOK)))) {
            assertThat(Library.data(client.frames())).isEqualTo(Library.all(BOOK));
            whole = proxy.bytesToClient();
        }
        for (int cut = 1; cut <= CUTS; cut++) {
            // The first one is within the headers; how long a response is depends on its chunks, too.
            long after = cut == 1 ? 100 : cut * (whole * 95 / 100) / CUTS;
            try (FaultProxy proxy = library.proxy()) {
                proxy.next(Fault.reset().after(after));
                int opened = library.account().opened();
                List<Frame> read = readWhole(proxy.through(library.uri(BOOK)));
                assertThat(Library.data(read)).as("cut after %d", after).isEqualTo(Library.all(BOOK));
                assertThat(Library.items(read))
                        .extracting(Frame::id)
                        .isEqualTo(Library.ids(Library.stream(read), 1, BOOK.count()));
                assertThat(proxy.accepted()).isEqualTo(2);
                // Whoever has no id yet cannot come back to its stream.
                assertThat(library.account().opened() - opened).isEqualTo(cut == 1 ? 2 : 1);
            }
        }
    }

    @Test
    void twentyCutsOfOneStreamAreNoMatterEither() throws Exception {
        int opened = library.account().opened();
        try (FaultProxy proxy = library.proxy()) {
            proxy.next(Fault.reset().after(900));
            for (int cut = 1; cut < CUTS; cut++) {
                proxy.next(Fault.reset().after(700 + 13L * cut));
            }
            List<Frame> read = readWhole(proxy.through(library.uri(BOOK)));
            assertThat(Library.data(read)).isEqualTo(Library.all(BOOK));
            assertThat(Library.items(read))
                    .extracting(Frame::id)
                    .isEqualTo(Library.ids(Library.stream(read), 1, BOOK.count()));
            assertThat(proxy.accepted()).isEqualTo(CUTS + 1);
        }
        assertThat(library.account().opened()).isEqualTo(opened + 1);
    }

    /** Reads as a browser does: comes back with the last id until it is told the end, and once more after that. */
    private static List<Frame> readWhole(URI uri) throws Exception {
        List<Frame> read = new ArrayList<>();
        AtomicReference<String> last = new AtomicReference<>();
        for (int connections = 0; connections < 3 * CUTS; connections++) {
            String[] headers = last.get() == null ? new String[0] : new String[] {"Last-Event-ID", last.get()};
            try (SseClient client = SseClient.open(uri, headers)) {
                if (client.status() == 204) {
                    return read;
                }
                assertThat(client.status()).isEqualTo(200);
                readOn(client, read);
            } catch (IOException e) {
                // Cut before there was a response.
            }
            read.stream().filter(frame -> frame.id() != null).forEach(frame -> last.set(frame.id()));
            if (!read.isEmpty() && read.getLast().is("complete")) {
                return read;
            }
        }
        throw new AssertionError("No end after " + 3 * CUTS + " connections");
    }

    private static void readOn(SseClient client, List<Frame> read) {
        try {
            for (Frame frame = client.nextEvent(); frame != null; frame = client.nextEvent()) {
                read.add(frame);
            }
        } catch (IOException e) {
            // Cut within.
        }
    }

    @Test
    void aFinishedStreamIsNotReopened() throws Exception {
        Pages book = new Pages("persuasion", 5, 0);
        try (SseClient client = library.open(book)) {
            assertThat(client.frames().getLast().is("complete")).isTrue();
            int opened = library.account().opened();
            for (int i = 0; i < 2; i++) {
                try (SseClient again = client.reconnect()) {
                    assertThat(again.status()).isEqualTo(204);
                    assertThat(again.frames()).isEmpty();
                }
            }
            assertThat(library.account().opened()).isEqualTo(opened);
        }
    }

    @Test
    void aUserComesBackToItsOwnStream() throws Exception {
        int opened = library.account().opened();
        List<Frame> begun = library.begin(BOOK, 5, "Authorization", Users.ADA);
        List<Frame> rest = library.resume(BOOK, begun.getLast().id(), "Authorization", Users.ADA);
        assertThat(Library.items(rest))
                .extracting(Frame::id)
                .isEqualTo(Library.ids(Library.stream(begun), 6, BOOK.count()));
        assertThat(library.account().opened()).isEqualTo(opened + 1);
    }

    @Test
    void aRequestThatIsPostedResumesTheSameWay() throws Exception {
        int opened = library.account().opened();
        try (FaultProxy proxy = library.proxy()) {
            proxy.next(Fault.reset().after(2_000));
            List<Frame> begun = Library.post(proxy.through(library.uri()), BOOK);
            String stream = Library.stream(begun);
            int got = Library.items(begun).size();
            assertThat(Library.data(begun)).isEqualTo(Library.all(BOOK).subList(0, got));
            String last = Library.items(begun).getLast().id();
            List<Frame> rest = Library.post(library.uri(), BOOK, "Last-Event-ID", last);
            assertThat(Library.items(rest)).extracting(Frame::id).isEqualTo(Library.ids(stream, got + 1, BOOK.count()));
            assertThat(Library.data(rest)).isEqualTo(Library.from(got + 1, BOOK));
            assertThat(rest.getLast().is("complete")).isTrue();
            assertThat(library.account().opened()).isEqualTo(opened + 1);

            Pages other = new Pages("emma", 30, 4);
            Library.assertAnew(Library.post(library.uri(), other, "Last-Event-ID", last), last, other);
        }
    }

    @Test
    void soDoesOneThatABrowserFetches() throws Exception {
        int opened = library.account().opened();
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.newPage();
            page.navigate(library.uri() + "/account");
            List<?> ids =
                    (List<?>) page.evaluate("""
                    async ({ url, asked }) => {
                        const idsOf = async (headers, most) => {
                            const response = await fetch(url, {
                                method: 'POST',
                                headers: { 'Content-Type': 'application/json', ...headers },
                                body: JSON.stringify(asked),
                            });
                            const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
                            const ids = [];
                            let rest = '';
                            for (let part = await reader.read(); !part.done; part = await reader.read()) {
                                const frames = (rest + part.value).split('\\n\\n');
                                rest = frames.pop();
                                ids.push(...frames.flatMap((frame) => /^id: (.*)$/m.exec(frame)?.slice(1) ?? []));
                                if (ids.length >= most) {
                                    await reader.cancel();
                                    break;
                                }
                            }
                            return ids.slice(0, most);
                        };
                        const first = await idsOf({}, 7);
                        return [...first, ...await idsOf({ 'Last-Event-ID': first.at(-1) }, 1000)];
                    }""", Map.of("url", library.uri().toString(), "asked", asked(BOOK)));
            String first = String.valueOf(ids.getFirst());
            String stream = first.substring(0, first.lastIndexOf('.'));
            List<String> expected = new ArrayList<>(Library.ids(stream, 1, BOOK.count()));
            expected.add(stream + ".end");
            assertThat(ids).isEqualTo(expected);
        }
        assertThat(library.account().opened()).isEqualTo(opened + 1);
    }

    private static Map<String, Object> asked(Pages pages) {
        return Map.of("book", pages.book(), "count", pages.count(), "gapMillis", pages.gapMillis());
    }

    /** Between two pages lie 20 ms, between two questions 50. */
    private Library.Account awaitHeld() throws Exception {
        AtomicReference<Library.Account> before = new AtomicReference<>(library.account());
        AtomicInteger unchanged = new AtomicInteger();
        return eventually(library::account, now -> {
            boolean changed = before.getAndSet(now).pulled() != now.pulled();
            return unchanged.updateAndGet(times -> changed ? 0 : times + 1) == 20;
        });
    }

    @Test
    void aStreamThatIsHeldIsNotPulledAndClosedAfterTheWindow() throws Exception {
        Pages endless = new Pages("clarissa", 1_000_000, 20);
        // Others are held, too: until they are closed, nobody can tell whose handler was.
        assertThat(eventually(library::account, now -> now.opened() == now.closed()))
                .satisfies(now -> assertThat(now.opened()).isEqualTo(now.closed()));
        int opened = library.account().opened();
        library.begin(endless, 5);
        long left = System.nanoTime();
        Library.Account held = awaitHeld();
        assertThat(held).isEqualTo(new Library.Account(opened + 1, opened, held.pulled()));
        Library.Account closed = eventually(library::account, now -> now.closed() > opened);
        Duration took = Duration.ofNanos(System.nanoTime() - left);
        assertThat(closed).isEqualTo(new Library.Account(opened + 1, opened + 1, held.pulled()));
        System.out.printf("A held stream was closed %d ms after its client had left%n", took.toMillis());
        assertThat(took).isBetween(WINDOW, WINDOW.plusSeconds(3));
    }
}
