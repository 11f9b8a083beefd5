package org.cqrsjakarta.it.flight;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.cqrsjakarta.StreamingMediator;

/** Records the flight of one stream within the server. */
@Path("flight")
public class FlightResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private StreamingMediator mediator;

    /** Runs the stream; gives one line for each event of it that was recorded. */
    @POST
    public String record() throws IOException {
        java.nio.file.Path file = Files.createTempFile("flight", ".jfr");
        try (Recording recording = new Recording();
                Stream<Integer> numbers = mediator.stream(new Numbers())) {
            recording.start();
            numbers.forEach(number -> {});
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith("org.cqrsjakarta."))
                    .map(event -> event.getEventType().getLabel() + " "
                            + (event.hasField("cause") ? event.getString("cause") : event.getLong("items")))
                    .collect(Collectors.joining("\n"));
        } finally {
            Files.delete(file);
        }
    }
}
