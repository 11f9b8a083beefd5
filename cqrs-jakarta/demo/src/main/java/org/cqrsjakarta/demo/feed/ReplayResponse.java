package org.cqrsjakarta.demo.feed;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes one response: the quakes that were asked for, at the feed's pace, up to its fault. */
final class ReplayResponse {

    /** What a pace that was held up, by a slow client for instance, may make good at once. */
    private static final long CATCH_UP = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<JsonObject> features;
    private final long interval;
    private final FaultSwitch faults;

    /**
     * Prepares a response.
     *
     * @param features oldest first
     * @param rate     quakes per second; 0: as fast as possible
     * @param faults   asked before each quake, and before the end
     */
    ReplayResponse(List<JsonObject> features, double rate, FaultSwitch faults) {
        this.features = features;
        this.interval = rate == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / rate);
        this.faults = faults;
    }

    /**
     * Writes, and flushes each quake by itself.
     *
     * @return whether the response is whole, as far as HTTP is concerned; if not, its connection has to break
     */
    boolean write(Query query, OutputStream out) throws IOException, InterruptedException {
        send(out, "{\"type\":\"FeatureCollection\",\"features\":[");
        int sent = 0;
        long due = System.nanoTime();
        for (var feature : features) {
            if (magnitude(feature) < query.minMagnitude()) {
                continue;
            }
            var fault = faults.await(sent, due - System.nanoTime());
            if (fault != Fault.Kind.NONE) {
                return endWith(fault, out);
            }
            // The comma comes before the quake, not after it: a reader then has all of it without the next one.
            send(out, (sent == 0 ? "\n" : ",\n") + feature);
            sent++;
            due = Math.max(due + interval, System.nanoTime() - CATCH_UP);
        }
        var fault = faults.await(sent, 0);
        if (fault != Fault.Kind.NONE) {
            return endWith(fault, out);
        }
        send(out, "\n]}\n");
        return true;
    }

    private static boolean endWith(Fault.Kind fault, OutputStream out) throws IOException {
        if (fault == Fault.Kind.GARBAGE) {
            send(out, "<html><body><h1>502 Bad Gateway</h1></body></html>\n");
            return true;
        }
        return false;
    }

    private static double magnitude(JsonObject feature) {
        JsonNumber magnitude = feature.getJsonObject("properties").getJsonNumber("mag");
        return magnitude.doubleValue();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
