package org.cqrsjakarta.internal.sse;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cqrsjakarta.internal.wire.LastEventId;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.rest.StreamSummary;

/** What requests are answered for which no stream is opened, and nothing is wrong. */
final class StreamlessAnswers {

    private StreamlessAnswers() {}

    /** The client asks for the headers of a stream. */
    static CompletionStage<StreamSummary> head(AsyncResponse response) {
        response.resume(LiveResponses.head(Form.EVENTS));
        return CompletableFuture.completedStage(new StreamSummary("", 0, List.of(), false));
    }

    /** The client has got the end: this answer stops browsers. */
    static CompletionStage<StreamSummary> finished(LastEventId last, AsyncResponse response) {
        response.resume(Response.noContent()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity((StreamingOutput) StreamlessAnswers::writeNothing)
                .build());
        return CompletableFuture.completedStage(new StreamSummary(last.id(), 0, List.of(), true));
    }

    /** Has the status sent: GlassFish makes a 200 of one that it has only been told when an asynchronous response ends. */
    private static void writeNothing(OutputStream out) throws IOException {
        out.write(new byte[0]);
        out.flush();
    }
}
