package org.cqrsjakarta.inspector.connection;

import com.launchdarkly.eventsource.CommentEvent;
import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.FaultEvent;
import com.launchdarkly.eventsource.HttpConnectStrategy;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.RetryDelayStrategy;
import com.launchdarkly.eventsource.StreamEvent;
import com.launchdarkly.eventsource.StreamException;
import com.launchdarkly.logging.LDLogger;
import com.launchdarkly.logging.Logs;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import okhttp3.Protocol;
import org.cqrsjakarta.inspector.protocol.MalformedMessageException;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.MessageReader;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.WrongVersionException;
import org.jspecify.annotations.Nullable;

/**
 * The feed of one server, on a thread of its own: finds it, reads it, and opens it again for as long as it takes. Goes on
 * where it was when the server still knows.
 */
public final class FeedConnection implements AutoCloseable {

    private static final long RETRY_MILLIS = 500;
    private static final long LONGEST_RETRY_MILLIS = 5_000;

    /** The server writes something every 15 seconds. */
    private static final long READ_SECONDS = 40;

    /** Signs of life that come faster, in microseconds, say no more, and would fill the inbox. */
    private static final long BETWEEN_SIGNS = 1_000_000;

    private static final long CONNECT_SECONDS = 5;

    private final ServerAddress address;
    private final Credentials credentials;
    private final Inbox inbox;
    private final FeedTap tap;
    private final WallClock clock;
    private final Consumer<FeedConnection> onChange;
    private final MessageReader reader = new MessageReader();
    private final Thread thread;

    /** What is to be said of it while there is nothing worse to say. */
    private final String warning;

    private volatile Health health;
    private volatile @Nullable EventSource source;
    private volatile @Nullable URI feed;
    private volatile @Nullable String helloJson;
    private volatile boolean closed;
    private final AtomicLong malformed = new AtomicLong();

    /** The feed's own thread's, as the next. */
    private boolean greeted;

    /** When the latest sign of life was passed on. */
    private long signOfLife;

    /**
     * Prepares a connection.
     *
     * @param address     where
     * @param credentials who asks
     * @param inbox       gets what comes in
     * @param tap         hears everything
     * @param clock       tells when it came
     * @param onChange    is told when its health has changed; on its thread
     */
    public FeedConnection(
            ServerAddress address,
            Credentials credentials,
            Inbox inbox,
            FeedTap tap,
            WallClock clock,
            Consumer<FeedConnection> onChange) {
        this.address = address;
        this.credentials = credentials;
        this.inbox = inbox;
        this.tap = tap;
        this.clock = clock;
        this.onChange = onChange;
        this.warning = credentials.exposed(address).orElse("");
        this.health = new Health(Health.State.CONNECTING, warning, clock.micros());
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("feed-" + address.name())
                .uncaughtExceptionHandler(
                        (ended, error) -> become(Health.State.REFUSED, "The feed cannot be read any more: " + error))
                .unstarted(this::run);
    }

    /** Begins. To be called once. */
    public void start() {
        thread.start();
    }

    /** Where. */
    public ServerAddress address() {
        return address;
    }

    /** Who asks. */
    public Credentials credentials() {
        return credentials;
    }

    /** How it stands. */
    public Health health() {
        return health;
    }

    /** How many messages could not be read. */
    public long malformed() {
        return malformed.get();
    }

    /** What it said first, as it said it. */
    public Optional<String> helloJson() {
        return Optional.ofNullable(helloJson);
    }

    /** Where its circuits are, if it was found. */
    public Optional<URI> circuits() {
        return Optional.ofNullable(feed)
                .map(found -> URI.create(found.toString().replaceAll("telemetry$", "circuits")));
    }

    /** Ends it. Nothing comes in any more when it returns, but for what is being read. */
    @Override
    public void close() {
        closed = true;
        become(Health.State.CLOSED, "");
        EventSource open = source;
        if (open != null) {
            open.close();
        }
        thread.interrupt();
    }

    private void run() {
        List<URI> candidates = address.feeds();
        int candidate = 0;
        long retry = RETRY_MILLIS;
        while (!closed) {
            URI uri = candidates.get(candidate);
            Outcome outcome = read(uri, candidates);
            switch (outcome) {
                case NOT_HERE -> candidate = (candidate + 1) % candidates.size();
                case GO_ON -> retry = RETRY_MILLIS;
                case DOWN -> {
                    candidate = 0;
                    retry = Math.min(LONGEST_RETRY_MILLIS, retry * 2);
                }
                case REFUSED -> {
                    return;
                }
            }
            if ((outcome != Outcome.NOT_HERE || candidate == 0) && !waited(retry)) {
                return;
            }
        }
    }

    private Outcome read(URI uri, List<URI> candidates) {
        greeted = false;
        GuardedSockets sockets = new GuardedSockets();
        // Closed in the other order: first what reads, then what is read.
        try (FeedAnswer answer = new FeedAnswer(sockets::delivered);
                EventSource opened = open(uri, sockets, answer)) {
            source = opened;
            if (closed) {
                return Outcome.REFUSED;
            }
            while (true) {
                StreamEvent event = opened.readAnyEvent();
                if (event instanceof MessageEvent message) {
                    feed = uri;
                    heard(message.getEventName(), message.getData());
                } else if (event instanceof CommentEvent) {
                    heardNothing();
                } else if (event instanceof FaultEvent fault) {
                    Outcome outcome = faulted(uri, candidates, fault.getCause());
                    if (outcome != Outcome.GO_ON) {
                        return outcome;
                    }
                }
            }
        } catch (WrongVersionException e) {
            become(Health.State.REFUSED, e.words());
            return Outcome.REFUSED;
        } catch (StreamException e) {
            return faulted(uri, candidates, e);
        } catch (RuntimeException e) {
            // The library's: a delay that is no number, an id that is no header. The next one knows nothing of them.
            become(Health.State.RETRYING, "The server has said what cannot be read: " + e.getMessage());
            return closed ? Outcome.REFUSED : Outcome.DOWN;
        } finally {
            source = null;
            leave();
        }
    }

    private EventSource open(URI uri, GuardedSockets sockets, FeedAnswer answer) {
        HttpConnectStrategy strategy = ConnectStrategy.http(uri)
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
                // Nobody was asked whether to trust where it sends on to. The library bounds headers in HTTP/1.1 only.
                .clientBuilderActions(client -> client.followRedirects(false)
                        .protocols(List.of(Protocol.HTTP_1_1))
                        .socketFactory(sockets)
                        .addInterceptor(answer));
        Optional<String> header = credentials.header();
        if (header.isPresent()) {
            strategy = strategy.header("Authorization", header.get());
        }
        return new EventSource.Builder(strategy)
                .errorStrategy(ErrorStrategy.alwaysContinue())
                .retryDelay(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                .retryDelayStrategy(new SteadyDelay())
                .logger(LDLogger.withAdapter(Logs.none(), ""))
                .build();
    }

    /** As long as the server wishes, within reason: at once it would be without a pause, and in a year never. */
    private static final class SteadyDelay extends RetryDelayStrategy {
        @Override
        public Result apply(long wishedMillis) {
            return new Result(Math.clamp(wishedMillis, RETRY_MILLIS, LONGEST_RETRY_MILLIS), null);
        }
    }

    private void heard(String name, String json) throws WrongVersionException {
        long received = clock.micros();
        try {
            Optional<Message> message = reader.read(name, json);
            // Not before it is known to be one: what is none could pass for something else beside others.
            tap.heard(address.name(), received, name, json);
            message.ifPresent(known -> inbox.tell(new RecordedMessage(address.name(), received, known)));
            if (message.isPresent() && message.get() instanceof Message.Hello) {
                greeted = true;
                helloJson = json;
                become(Health.State.LIVE, warning);
            }
        } catch (WrongVersionException e) {
            throw e;
        } catch (MalformedMessageException e) {
            malformed.incrementAndGet();
            tap.heard(address.name(), received, "lost", "{\"events\":1}");
            inbox.unreadable(address.name());
            become(greeted ? Health.State.LIVE : Health.State.CONNECTING, "A message was left out: " + e.words());
        }
    }

    /** A sign of life: up to now nothing has happened that was not told. */
    private void heardNothing() {
        long received = clock.micros();
        if (greeted && received - signOfLife >= BETWEEN_SIGNS) {
            signOfLife = received;
            tap.heard(address.name(), received, "heard", "{}");
            inbox.tell(new RecordedMessage(address.name(), received, new Message.Heard()));
        }
    }

    /** {@link Outcome#GO_ON}: the same source opens it again, after the last event that it has seen. */
    private Outcome faulted(URI uri, List<URI> candidates, StreamException cause) {
        if (closed) {
            return Outcome.REFUSED;
        }
        leave();
        Verdict verdict =
                new Attempt(address, credentials, uri.equals(candidates.getLast()), feed != null).failed(cause);
        if (verdict.outcome() != Outcome.NOT_HERE) {
            become(verdict.state(), verdict.words());
        }
        return verdict.outcome();
    }

    private void leave() {
        if (greeted) {
            greeted = false;
            inbox.gone(address.name(), clock.micros());
        }
    }

    private boolean waited(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return !closed;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void become(Health.State state, String words) {
        Health before = health;
        boolean same = before.state() == state;
        health = new Health(closed ? Health.State.CLOSED : state, words, same ? before.since() : clock.micros());
        if (!same || !before.words().equals(words)) {
            onChange.accept(this);
        }
    }
}
