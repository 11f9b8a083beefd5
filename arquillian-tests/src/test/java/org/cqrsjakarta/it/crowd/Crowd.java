package org.cqrsjakarta.it.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Many connections, all read by the one thread that calls. */
final class Crowd implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    /** How many may be on their way into the server at once: fewer than it lets wait. */
    private static final int AT_A_TIME = 100;

    private final Selector selector;
    private final List<Member> members = new ArrayList<>();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

    /** One connection, and what its response has come to. */
    static final class Member {

        private final SocketChannel channel;
        private final StringBuilder received = new StringBuilder();

        Member(SocketChannel channel) {
            this.channel = channel;
        }

        /** What was received since the last look. */
        String take() {
            String taken = received.toString();
            received.setLength(0);
            return taken;
        }
    }

    /** Connects so many. */
    Crowd(URI base, int size) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < size; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
            channel.configureBlocking(false);
            Member member = new Member(channel);
            channel.register(selector, SelectionKey.OP_READ, member);
            members.add(member);
        }
    }

    List<Member> members() {
        return members;
    }

    /** All ask for this, and have got a first item when it returns. */
    void ask(URI uri) throws IOException {
        byte[] request = ("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                        + "\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(US_ASCII);
        for (int from = 0; from < members.size(); from += AT_A_TIME) {
            List<Member> some = members.subList(from, Math.min(from + AT_A_TIME, members.size()));
            for (Member member : some) {
                member.take();
                member.channel.write(ByteBuffer.wrap(request));
            }
            awaitAll(some, "a first item", member -> member.received.indexOf("event: item") >= 0);
        }
    }

    /** Waits until all responses have ended. */
    void awaitEnds() throws IOException {
        awaitAll(members, "the end", member -> member.received.indexOf("\r\n0\r\n\r\n") >= 0);
    }

    /** Reads whatever comes, for so long. */
    void read(long millis) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0; left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
            readOnce(left);
        }
    }

    /** Waits for what may come for so long, and reads it. */
    void readOnce(long millis) throws IOException {
        selector.select(this::read, millis);
    }

    private void awaitAll(List<Member> some, String what, Predicate<Member> condition) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (List<Member> missing = some; !missing.isEmpty(); ) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(missing.size() + " of " + some.size() + " have not got " + what
                        + "; one has got '" + missing.getFirst().received + "'");
            }
            readOnce(100);
            missing = missing.stream().filter(condition.negate()).toList();
        }
    }

    private void read(SelectionKey key) {
        Member member = (Member) key.attachment();
        try {
            chunk.clear();
            if (member.channel.read(chunk) < 0) {
                throw new EOFException("closed by the server after '" + member.received + "'");
            }
            member.received.append(US_ASCII.decode(chunk.flip()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Member member : members) {
            member.channel.close();
        }
        selector.close();
    }
}
