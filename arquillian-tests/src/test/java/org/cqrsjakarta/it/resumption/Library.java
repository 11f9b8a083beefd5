package org.cqrsjakarta.it.resumption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.EventStreamParser;
import org.cqrsjakarta.testkit.FaultProxy;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The deployed application, as its clients reach it. */
final class Library {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI pages;

    /** What the application's handlers have done so far. */
    record Account(int opened, int closed, int pulled) {}

    Library(URL base) {
        pages = URI.create(base + "pages");
    }

    static WebArchive war(String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("cqrs.sse.heartbeat", "PT2S");
        return Wars.of(
                name,
                all,
                org.cqrsjakarta.it.resumption.Account.class,
                Pages.class,
                PageSource.class,
                PagesResource.class,
                PagesResource.Root.class,
                Users.class);
    }

    FaultProxy proxy() throws IOException {
        return FaultProxy.to(new InetSocketAddress(pages.getHost(), pages.getPort()));
    }

    URI uri() {
        return pages;
    }

    URI uri(Pages asked) {
        return URI.create(pages + "?book=" + asked.book() + "&count=" + asked.count() + "&gap=" + asked.gapMillis());
    }

    SseClient open(Pages asked, String... headers) throws Exception {
        return SseClient.open(uri(asked), headers);
    }

    Account account() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(pages + "/account"))
                    .timeout(PATIENCE)
                    .build();
            String[] numbers = client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .split(" ");
            return new Account(
                    Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
        }
    }

    /**
     * Posts the request as JSON, and reads as far as the connection lasts.
     *
     * @return the frames that are whole
     */
    static List<Frame> post(URI uri, Pages asked, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"book\":\"%s\",\"count\":%d,\"gapMillis\":%d}"
                        .formatted(asked.book(), asked.count(), asked.gapMillis())));
        List<Frame> frames = new ArrayList<>();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            InputStream body = client.send(
                            (headers.length == 0 ? request : request.headers(headers)).build(),
                            HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            EventStreamParser parser = new EventStreamParser();
            byte[] chunk = new byte[8192];
            for (int length = body.read(chunk); length >= 0; length = body.read(chunk)) {
                frames.addAll(parser.feed(chunk, 0, length));
            }
        } catch (IOException e) {
            // The connection was cut: what is whole counts.
        }
        return frames;
    }

    /** Reads the first items of a book, and loses the connection. */
    List<Frame> begin(Pages asked, int items, String... headers) throws Exception {
        try (SseClient client = open(asked, headers)) {
            for (int i = 0; i < items; i++) {
                assertThat(client.nextEvent().is("item")).isTrue();
            }
            return client.recorded();
        }
    }

    /** Comes back with an id. */
    List<Frame> resume(Pages asked, String lastEventId, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Last-Event-ID", lastEventId));
        try (SseClient client = open(asked, all.toArray(String[]::new))) {
            assertThat(client.status()).isEqualTo(200);
            return client.frames();
        }
    }

    /** The stream that follows is another one than this, and the whole of it. */
    static void assertAnew(List<Frame> frames, String lastEventId, Pages asked) {
        assertThat(data(frames)).isEqualTo(all(asked));
        assertThat(lastEventId).doesNotStartWith(stream(frames) + ".");
        assertThat(frames.getLast().is("complete")).isTrue();
    }

    /** Data of all pages of a book, in order. */
    static List<String> all(Pages asked) {
        return from(1, asked);
    }

    static List<String> from(int first, Pages asked) {
        return IntStream.rangeClosed(first, asked.count())
                .mapToObj(page -> "\"" + asked.book() + " " + page + "\"")
                .toList();
    }

    static List<Frame> items(List<Frame> frames) {
        return frames.stream().filter(frame -> frame.is("item")).toList();
    }

    static List<String> data(List<Frame> frames) {
        return items(frames).stream().map(Frame::data).toList();
    }

    /** Of the first item; the same for all items of one stream. */
    static String stream(List<Frame> frames) {
        String id = items(frames).getFirst().id();
        return id.substring(0, id.lastIndexOf('.'));
    }

    /** Ids of a stream's items, from a position on. */
    static List<String> ids(String stream, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(position -> stream + "." + position)
                .toList();
    }
}
