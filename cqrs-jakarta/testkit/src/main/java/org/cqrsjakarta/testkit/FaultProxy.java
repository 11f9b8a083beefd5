package org.cqrsjakarta.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * A bad network between a client and a server on this machine: forwards TCP connections, and does to them what it is told.
 * Listens on a loopback port of its own.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(server);
 *         SseClient client = SseClient.open(proxy.through(uri))) {
 *     client.nextEvent();
 *     proxy.now(Fault.reset());
 * }
 * }</pre>
 *
 * <p>Callable from any thread. What waits does so for 30 seconds at most, and then ends in an {@link AssertionError}.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int ANY_PORT = 0;
    private static final int BACKLOG = 50;

    private final Monitor monitor = new Monitor();
    private final InetSocketAddress server;
    private final Time time;
    private final InetSocketAddress own;
    private final Queue<List<Fault>> planned = new ArrayDeque<>();
    private final List<ProxiedConnection> connections = new ArrayList<>();
    private @Nullable ServerSocket listening;
    private boolean accepting;
    private boolean closed;
    private int accepted;
    private long bytesOfClosed;

    FaultProxy(InetSocketAddress server, Time time) throws IOException {
        this.server = server;
        this.time = time;
        ServerSocket socket = listen(ANY_PORT);
        this.own = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        begin(socket);
    }

    /**
     * Begins to forward to a server, whether or not that is there already. A client whose connection the server refuses
     * gets a reset.
     *
     * @param server where it listens, as a rule on a loopback address
     * @throws IOException if no port is free
     */
    public static FaultProxy to(InetSocketAddress server) throws IOException {
        return new FaultProxy(server, new RealTime());
    }

    /** Where it listens: a loopback address, and a port that stays the same. */
    public InetSocketAddress address() {
        return own;
    }

    /**
     * The same address, but through this proxy.
     *
     * @param uri of something on the server
     * @throws IllegalArgumentException if {@code uri} has no host
     */
    public URI through(URI uri) {
        if (uri.getRawAuthority() == null) {
            throw new IllegalArgumentException("uri = '" + uri + "', one with a host is expected");
        }
        String rest = uri.toString()
                .substring(uri.toString().indexOf(uri.getRawAuthority())
                        + uri.getRawAuthority().length());
        return URI.create(uri.getScheme() + "://" + own.getAddress().getHostAddress() + ":" + own.getPort() + rest);
    }

    /**
     * Has faults happen to all connections that are open, in this order.
     *
     * @param faults any number; one with {@link Fault#after} happens when it is due
     * @throws IllegalStateException if no connection is open; {@link #awaitOpen} waits for one
     */
    public void now(Fault... faults) {
        List<Fault> all = List.of(faults);
        List<ProxiedConnection> open = monitor.locked(() -> List.copyOf(connections));
        if (open.isEmpty()) {
            throw new IllegalStateException("No connection is open to which " + all + " could happen");
        }
        open.forEach(connection -> connection.inject(all));
    }

    /**
     * Plans faults for the next connection that is accepted and has none planned yet: each call is for one connection. A
     * connection for which there is no plan is forwarded as it is.
     *
     * @param faults any number, in the order in which they happen; one without {@link Fault#after} happens before
     *     anything is forwarded
     */
    public void next(Fault... faults) {
        List<Fault> all = List.of(faults);
        monitor.locked(() -> planned.add(all));
    }

    /** From now on connections are refused, as if no server were there; those that are open stay. */
    public void refuseConnections() {
        ServerSocket socket = monitor.locked(() -> {
            ServerSocket was = listening;
            listening = null;
            return was;
        });
        close(socket);
        // The system goes on to accept connections until the thread that waits for them has noticed.
        monitor.await(() -> !accepting, () -> true, () -> own + " is still listened to");
    }

    /**
     * Accepts connections again, on the same port. Has no effect if it does already.
     *
     * @throws IOException           if another process has taken the port meanwhile
     * @throws IllegalStateException if this proxy is closed
     */
    public void acceptConnections() throws IOException {
        if (monitor.locked(() -> closed)) {
            throw new IllegalStateException("The proxy on " + own + " is closed");
        }
        if (monitor.locked(() -> listening == null)) {
            begin(listen(own.getPort()));
        }
    }

    /** How many connections were accepted so far. */
    public int accepted() {
        return monitor.locked(() -> accepted);
    }

    /** How many of them are open: all that are neither reset nor ended by both sides. */
    public int open() {
        return monitor.locked(connections::size);
    }

    /**
     * How many bytes of the server were forwarded to clients so far, in all connections together. A client may have read
     * some a moment before they are counted.
     */
    public long bytesToClient() {
        return monitor.locked(this::sumOfBytes);
    }

    /** Waits until exactly so many connections are open. */
    public void awaitOpen(int count) {
        monitor.await(
                () -> connections.size() == count,
                () -> true,
                () -> connections.size() + " connections are open, awaited: " + count);
    }

    /** Waits until at least so many bytes of the server were forwarded, see {@link #bytesToClient}. */
    public void awaitBytesToClient(long count) {
        monitor.await(
                () -> sumOfBytes() >= count,
                () -> true,
                () -> sumOfBytes() + " bytes were forwarded to clients, awaited: " + count);
    }

    /** Ends all connections normally, and waits for its own threads. */
    @Override
    public void close() {
        monitor.locked(() -> closed = true);
        refuseConnections();
        monitor.locked(() -> List.copyOf(connections)).forEach(ProxiedConnection::close);
        awaitOpen(0);
    }

    private long sumOfBytes() {
        return bytesOfClosed
                + connections.stream()
                        .mapToLong(ProxiedConnection::bytesToClient)
                        .sum();
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    }

    private void begin(ServerSocket socket) {
        monitor.locked(() -> {
            listening = socket;
            accepting = true;
            return true;
        });
        Thread.ofVirtual().name("fault-proxy-" + own.getPort()).start(() -> acceptAll(socket));
    }

    private void acceptAll(ServerSocket socket) {
        try {
            while (true) {
                accept(socket.accept());
            }
        } catch (IOException e) {
            // It was closed: connections are refused.
        } finally {
            monitor.locked(() -> accepting = false);
        }
    }

    private void accept(Socket client) {
        boolean taken = monitor.locked(() -> {
            if (!closed) {
                accepted++;
                List<Fault> faults = planned.isEmpty() ? List.of() : planned.remove();
                ProxiedConnection connection = new ProxiedConnection(monitor, time, client, this::over);
                connections.add(connection);
                connection.start(server, faults);
            }
            return !closed;
        });
        if (!taken) {
            close(client);
        }
    }

    private void over(ProxiedConnection connection) {
        bytesOfClosed += connection.bytesToClient();
        connections.remove(connection);
    }

    private static void close(@Nullable AutoCloseable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (Exception e) {
            // Nobody is there who could do anything about it.
        }
    }
}
