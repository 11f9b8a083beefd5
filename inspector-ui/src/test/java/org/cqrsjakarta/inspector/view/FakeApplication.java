package org.cqrsjakarta.inspector.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** An application on the loopback, as far as an inspector sees it: a feed that says what it is told, and circuits. */
final class FakeApplication implements AutoCloseable {

    private static final String HANG_UP = "";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final List<String> actions = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private volatile String type = "text/event-stream";
    private volatile int answerToActions = 200;

    FakeApplication() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/cqrs/telemetry", this::feed);
        server.createContext("/cqrs/circuits/", this::act);
        server.setExecutor(threads);
        server.start();
    }

    /** Its address, with a name for it. */
    String address(String name) {
        return name + "=" + base();
    }

    String base() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    /** Every request, for whatever, is answered like this from now on. */
    FakeApplication answering(int status, String contentType) {
        answer = status;
        type = contentType;
        server.createContext("/", this::feed);
        return this;
    }

    void answerToActions(int status) {
        answerToActions = status;
    }

    /** Nothing is found where the feed should be. */
    FakeApplication without() {
        server.removeContext("/cqrs/telemetry");
        return this;
    }

    FakeApplication say(String event, String json) {
        said.add("event: " + event + "\ndata: " + json + "\n\n");
        return this;
    }

    FakeApplication hello(boolean operator) {
        return hello(1, operator);
    }

    FakeApplication hello(int protocol, boolean operator) {
        return hello(protocol, operator, Desk.START);
    }

    /** Introduces itself, with what its clock shows. */
    FakeApplication hello(int protocol, boolean operator, long clock) {
        return say("hello", """
                {"protocol":%d,"node":"n1","application":"shop","server":"Eclipse GlassFish 8.0.0","clock":%d,\
                "recorder":"r","operator":%s,"resumed":false}""".formatted(protocol, clock, operator));
    }

    /** One circuit, as it stands. */
    FakeApplication circuit(String state, String control) {
        return say("snapshot", """
                {"t":%d,"streams":[],"circuits":[{"circuit":"Live Items","state":"%s","since":%d,"control":"%s",\
                "window":{"size":3,"filled":2,"failures":1},"permits":1,"probes":{"running":0,"succeeded":0},\
                "policy":{"failOn":["java.lang.Throwable"],"skipOn":[],"delayMillis":5000,\
                "requestVolumeThreshold":3,"failureRatio":0.5,"successThreshold":1}}]}""".formatted(Desk.START, state, Desk.START, control));
    }

    /** Closes the feed that is open. */
    void hangUp() {
        said.add(HANG_UP);
    }

    /** What circuits were asked to do: path and body. */
    List<String> actions() {
        return actions;
    }

    private void feed(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(answer, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            if (answer != 200 || !type.equals("text/event-stream")) {
                out.write("no feed".getBytes(UTF_8));
                return;
            }
            for (String frame = said.take(); !frame.equals(HANG_UP); frame = said.take()) {
                out.write(frame.getBytes(UTF_8));
                out.flush();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void act(HttpExchange exchange) throws IOException {
        actions.add(exchange.getRequestURI().getRawPath() + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        exchange.sendResponseHeaders(answerToActions, -1);
        exchange.close();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
