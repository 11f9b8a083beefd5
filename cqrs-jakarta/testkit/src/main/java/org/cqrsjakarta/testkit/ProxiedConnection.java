package org.cqrsjakarta.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;
import org.cqrsjakarta.spi.Time;

/**
 * A connection through a {@link FaultProxy}, with a virtual thread for each direction. An end (FIN) of one side is
 * forwarded to the other, and so is a reset.
 */
final class ProxiedConnection {

    private static final int CHUNK = 8192;

    /** Small, so that a side that is not read any more notices before it has written megabytes. */
    private static final int SOCKET_BUFFER = 64 * 1024;

    private static final int CONNECT_MILLIS = 10_000;

    private final Monitor monitor;
    private final Pace pace;
    private final Socket client;
    private final Socket server = new Socket();
    private final Consumer<ProxiedConnection> onOver;
    private int directions = 1;
    private boolean connected;
    private boolean halfClosed;
    private boolean closed;
    private long bytesToClient;

    /**
     * Takes over a client's connection.
     *
     * @param monitor of the proxy
     * @param time    for slow drips
     * @param client  is closed when the connection is over
     * @param onOver  called once, when both directions have ended, under the monitor
     */
    ProxiedConnection(Monitor monitor, Time time, Socket client, Consumer<ProxiedConnection> onOver) {
        this.monitor = monitor;
        this.pace = new Pace(monitor, time);
        this.client = client;
        this.onOver = onOver;
    }

    /** Connects to the server, and then forwards; returns at once. */
    void start(InetSocketAddress address, List<Fault> faults) {
        inject(faults);
        Thread.ofVirtual().name("fault-proxy-to-client").start(() -> run(() -> forwardBoth(address)));
    }

    /** Has these faults happen: at once, or when they are due, and not before there are two sides. */
    void inject(List<Fault> faults) {
        monitor.locked(() -> {
            pace.plan(faults);
            return connected && applyDue();
        });
    }

    /** How many bytes of the server have been written to the client. Under the monitor. */
    long bytesToClient() {
        return bytesToClient;
    }

    /** Ends both sides normally. */
    void close() {
        monitor.locked(() -> {
            closed = true;
            closeBoth();
            return true;
        });
    }

    private void forwardBoth(InetSocketAddress address) throws IOException, InterruptedException {
        connect(address);
        // A socket gives its streams only while it is open in their direction, which faults may end.
        OutputStream toServer = server.getOutputStream();
        InputStream fromServer = server.getInputStream();
        monitor.locked(() -> {
            connected = true;
            directions++;
            return applyDue();
        });
        Thread.ofVirtual().name("fault-proxy-to-server").start(() -> run(() -> forwardToServer(toServer)));
        forwardToClient(fromServer);
    }

    private void connect(InetSocketAddress address) throws IOException {
        client.setTcpNoDelay(true);
        client.setSendBufferSize(SOCKET_BUFFER);
        server.setReceiveBufferSize(SOCKET_BUFFER);
        server.setTcpNoDelay(true);
        server.connect(address, CONNECT_MILLIS);
    }

    private void forwardToClient(InputStream in) throws IOException, InterruptedException {
        OutputStream out = client.getOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            for (int sent = 0; sent < length; ) {
                int size = awaitRoom(length - sent);
                out.write(chunk, sent, size);
                sent += size;
                monitor.locked(() -> forwarded(size));
            }
        }
        awaitSound();
        client.shutdownOutput();
    }

    private void forwardToServer(OutputStream out) throws IOException, InterruptedException {
        InputStream in = client.getInputStream();
        byte[] chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            awaitSound();
            try {
                out.write(chunk, 0, length);
            } catch (IOException e) {
                // After a half-close nothing can be written, and what the client sends is dropped.
                if (!monitor.locked(() -> halfClosed && !closed)) {
                    throw e;
                }
            }
        }
        awaitSound();
        if (!monitor.locked(() -> halfClosed)) {
            server.shutdownOutput();
        }
    }

    private int awaitRoom(int wanted) throws IOException, InterruptedException {
        int room = 0;
        while (room == 0) {
            monitor.awaitPatiently(() -> closed || pace.room(wanted) > 0);
            checkOpen();
            room = monitor.locked(() -> pace.room(wanted));
        }
        return room;
    }

    private void awaitSound() throws IOException, InterruptedException {
        monitor.awaitPatiently(() -> closed || !pace.isSilent());
        checkOpen();
    }

    private void checkOpen() throws IOException {
        if (monitor.locked(() -> closed)) {
            throw new IOException("The connection is closed");
        }
    }

    private boolean forwarded(int size) {
        pace.forwarded(size);
        bytesToClient += size;
        return applyDue();
    }

    private boolean applyDue() {
        List<Fault> due = pace.due();
        due.forEach(this::apply);
        return !due.isEmpty();
    }

    private void apply(Fault fault) {
        switch (fault.kind()) {
            case RESET -> reset();
            case HALF_CLOSE -> halfClose();
            default -> pace.forwardBy(fault);
        }
    }

    private void halfClose() {
        halfClosed = true;
        try {
            server.shutdownOutput();
        } catch (IOException e) {
            // It is closed already, or reset by the server.
        }
    }

    /** With this option, closing sends a reset, and drops what was not sent. */
    private void reset() {
        monitor.locked(() -> {
            if (!closed) {
                closed = true;
                discard(client);
                discard(server);
                closeBoth();
            }
            return true;
        });
    }

    private static void discard(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private void closeBoth() {
        for (Socket socket : List.of(client, server)) {
            try {
                socket.close();
            } catch (IOException e) {
                // Nobody is there who could do anything about it.
            }
        }
    }

    /** One direction. */
    private interface Forwarding {
        void forward() throws IOException, InterruptedException;
    }

    private void run(Forwarding direction) {
        try {
            direction.forward();
        } catch (IOException e) {
            // One side has reset the connection, so the other one gets a reset, too.
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        } finally {
            directionOver();
        }
    }

    private void directionOver() {
        monitor.locked(() -> {
            directions--;
            if (directions == 0) {
                close();
                onOver.accept(this);
            }
            return directions;
        });
    }
}
