package org.cqrsjakarta.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.clients.Limit.ASKS_ON_AFTER_THE_END;
import static org.cqrsjakarta.it.clients.Limit.GIVES_UP_AT_404;
import static org.cqrsjakarta.it.clients.Limit.GIVES_UP_AT_HALF_THE_HEADERS;
import static org.cqrsjakarta.it.clients.Limit.KEEPS_THE_DATA_OF_A_BROKEN_BLOCK;
import static org.cqrsjakarta.it.clients.Limit.KEEPS_THE_ID_BEFORE_ITS_BLOCK_IS_WHOLE;
import static org.cqrsjakarta.it.clients.Limit.NEVER_COMES_BACK;
import static org.cqrsjakarta.it.clients.Limit.TAKES_ANY_END_FOR_THE_END;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cqrsjakarta.it.support.Node;

/**
 * Clients that others have written, each a program in {@code clients/} that prints what it is given. Their versions
 * stand in the {@code package.json} and the {@code pom.xml} there, what they can in {@code docs/clients.md}.
 */
enum Client {
    EVENTSOURCE_2(
            "node",
            "eventsource-2",
            GIVES_UP_AT_404,
            KEEPS_THE_ID_BEFORE_ITS_BLOCK_IS_WHOLE,
            KEEPS_THE_DATA_OF_A_BROKEN_BLOCK),
    EVENTSOURCE_4("node", "eventsource-4", GIVES_UP_AT_404),
    FETCH_EVENT_SOURCE("node", "fetch-event-source", KEEPS_THE_ID_BEFORE_ITS_BLOCK_IS_WHOLE),
    FETCH_EVENT_SOURCE_AS_IT_COMES(
            "node",
            "fetch-event-source as-it-comes",
            KEEPS_THE_ID_BEFORE_ITS_BLOCK_IS_WHOLE,
            TAKES_ANY_END_FOR_THE_END),
    EVENT_SOURCE_POLYFILL("node", "event-source-polyfill", GIVES_UP_AT_404, ASKS_ON_AFTER_THE_END),
    RECONNECTING_EVENTSOURCE("node", "reconnecting-eventsource", ASKS_ON_AFTER_THE_END),
    JERSEY("jersey", "", GIVES_UP_AT_404, ASKS_ON_AFTER_THE_END),
    RESTEASY("resteasy", "", GIVES_UP_AT_404, GIVES_UP_AT_HALF_THE_HEADERS),
    OKHTTP_EVENTSOURCE("okhttp", "", ASKS_ON_AFTER_THE_END),
    MICRONAUT("micronaut", "", NEVER_COMES_BACK, TAKES_ANY_END_FOR_THE_END),
    MICRONAUT_ASKED_AGAIN("micronaut", "again");

    private static final Path FOLDER = Path.of(System.getProperty("clients.folder"));

    private final String folder;
    private final String how;
    private final Set<Limit> limits;

    Client(String folder, String how, Limit... limits) {
        this.folder = folder;
        this.how = how;
        this.limits = Set.of(limits);
    }

    boolean has(Limit limit) {
        return limits.contains(limit);
    }

    /** Reads a stream, and is closed at complete. */
    ClientRun read(URI stream) throws Exception {
        return start(stream, "close");
    }

    /** Reads a stream, and is left alone at complete. */
    ClientRun readAndStay(URI stream) throws Exception {
        return start(stream, "stay");
    }

    private ClientRun start(URI stream, String then) throws Exception {
        List<String> words = List.of(how.split(" "));
        List<String> command = new ArrayList<>(folder.equals("node") ? node(words.getFirst()) : java());
        command.addAll(List.of(stream.toString(), then));
        command.addAll(folder.equals("node") ? words.subList(1, words.size()) : words);
        return ClientRun.of(name(), command);
    }

    private static List<String> node(String script) throws Exception {
        return List.of(
                Node.program().toString(),
                Node.installed(FOLDER.resolve("node")).resolve(script + ".mjs").toString());
    }

    private List<String> java() throws IOException {
        Path built = FOLDER.resolve(folder).resolve("target");
        assertThat(built.resolve("class-path")).as("to be built with -Pclients").exists();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-classpath",
                built.resolve("classes") + ":"
                        + Files.readString(built.resolve("class-path")).strip(),
                "org.cqrsjakarta.client." + folder + ".Listener");
    }
}
