package org.cqrsjakarta.inspector.benchmark;

import java.util.Random;

/**
 * What an application in distress tells its inspector: so many events a second of so many streams at a time, each a few
 * seconds long. One in ten switches over, one in a hundred fails, and two circuits trip now and then; all that begin
 * behind an open one switch over at once. The same seed makes the same events.
 *
 * <p>A lane that is asked for more than the ten looks a second of the protocol ends its stream early: with more than ten
 * events a second for each lane the streams get shorter. Not thread-safe.
 */
final class Flood {

    private static final long SECOND = 1_000_000;
    private static final long SHORTEST = SECOND;
    private static final long LONGEST = 5 * SECOND;
    private static final int LOOKS_A_SECOND = 10;
    private static final int MOST_ITEMS_A_LOOK = 20;
    private static final double SWITCHES = 0.10;
    private static final double FAILS = 0.01;
    private static final double LEAVES = 0.05;
    private static final long DELAY = SECOND;
    private static final String REQUEST = "org.example.StreamQuakes";
    private static final String FALLBACK = "CatalogueQuakes";

    private enum Stage {
        IDLE,
        STARTED,
        GIVING,
        SWITCHED
    }

    /** One place for streams, one after another. */
    private static final class Lane {
        private final CircuitOfFlood circuit;
        private Stage stage = Stage.IDLE;
        private String stream = "";
        private String handler = "";
        private boolean fallback;
        private long started;
        private long ends;
        private long switches;
        private long left;
        private long position;
        private int looks;

        Lane(CircuitOfFlood circuit) {
            this.circuit = circuit;
        }
    }

    private static final class CircuitOfFlood {
        private final String name;
        private String state = "CLOSED";
        private long since;
        private long next;
        private int filled;
        private int failures;
        private long permits;

        CircuitOfFlood(String name) {
            this.name = name;
        }
    }

    private final Random random;
    private final String recorder;
    private final int eventsPerSecond;
    private final long begin;
    private final Lane[] lanes;
    private final CircuitOfFlood[] circuits = {new CircuitOfFlood("LiveQuakes"), new CircuitOfFlood("LiveTides")};
    private final StringBuilder text = new StringBuilder();
    private long told;
    private long streams;

    /**
     * Begins.
     *
     * @param recorder        its id
     * @param begin           when, in microseconds since 1970
     * @param eventsPerSecond of all lanes together
     * @param lanes           streams at a time
     */
    Flood(String recorder, long seed, long begin, int eventsPerSecond, int lanes) {
        if (eventsPerSecond < 1 || lanes < 1) {
            throw new IllegalArgumentException("events a second and lanes are at least 1");
        }
        this.recorder = recorder;
        this.random = new Random(seed);
        this.begin = begin;
        this.eventsPerSecond = eventsPerSecond;
        this.lanes = new Lane[lanes];
        for (int i = 0; i < lanes; i++) {
            this.lanes[i] = new Lane(circuits[i % circuits.length]);
        }
        for (CircuitOfFlood circuit : circuits) {
            circuit.since = begin;
            circuit.next = begin + closedFor();
        }
    }

    /** How many events are to be told until then. */
    long due(long now) {
        return Math.max(0, (now - begin) * eventsPerSecond / SECOND - told);
    }

    /** After which a client would come back. */
    String id() {
        return recorder + '.' + told;
    }

    String hello(long now) {
        return "{\"protocol\":1,\"node\":\"flood\",\"application\":\"quakes\",\"server\":\"Flood\",\"clock\":" + now
                + ",\"recorder\":\"" + recorder + "\",\"operator\":false,\"resumed\":false}";
    }

    String snapshot(long now) {
        text.setLength(0);
        text.append("{\"t\":").append(now).append(',');
        circuitList(now);
        text.append(",\"streams\":[");
        boolean first = true;
        for (Lane lane : lanes) {
            if (lane.stage != Stage.IDLE) {
                text.append(first ? "" : ",")
                        .append("{\"stream\":\"")
                        .append(lane.stream)
                        .append("\",\"request\":\"" + REQUEST + "\",\"started\":")
                        .append(lane.started)
                        .append(",\"steps\":[\"")
                        .append(lane.circuit.name)
                        .append(lane.fallback ? "\",\"" + FALLBACK : "")
                        .append("\"],\"position\":")
                        .append(lane.position)
                        .append('}');
                first = false;
            }
        }
        return text.append("]}").toString();
    }

    String circuits(long now) {
        text.setLength(0);
        text.append("{\"t\":").append(now).append(',');
        circuitList(now);
        return text.append('}').toString();
    }

    /** What has happened until then, at most so much of it: a list of events that may be empty. */
    String batch(long now, long most) {
        text.setLength(0);
        text.append('[');
        tell(now, most);
        return text.append(']').toString();
    }

    /**
     * Lets so much happen unheard.
     *
     * @return how many events it was
     */
    long lose(long now, long most) {
        long before = told;
        text.setLength(0);
        tell(now, most);
        text.setLength(0);
        return told - before;
    }

    private void tell(long now, long most) {
        long until = told + Math.min(due(now), most);
        while (told < until) {
            long at = begin + (told + 1) * SECOND / eventsPerSecond;
            for (CircuitOfFlood circuit : circuits) {
                if (at >= circuit.next) {
                    change(circuit, at);
                }
            }
            step(lanes[random.nextInt(lanes.length)], at);
        }
    }

    private void step(Lane lane, long at) {
        switch (lane.stage) {
            case IDLE -> start(lane, at);
            case STARTED -> {
                if (lane.circuit.state.equals("OPEN")) {
                    lane.circuit.permits--;
                    leave(lane, at, "org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException");
                } else {
                    firstItem(lane, at);
                }
            }
            case SWITCHED -> {
                long before = lane.position;
                if (before == 0) {
                    firstItem(lane, at);
                } else {
                    lane.position++;
                }
                event("took-over", at, lane)
                        .append(",\"position\":")
                        .append(before)
                        .append(",\"handler\":\"" + FALLBACK + "\",\"gap\":")
                        .append(at - lane.left)
                        .append('}');
                lane.stage = Stage.GIVING;
            }
            case GIVING -> goOn(lane, at);
        }
    }

    private void start(Lane lane, long at) {
        streams++;
        lane.stream = recorder + Long.toHexString(streams);
        lane.stage = Stage.STARTED;
        lane.handler = lane.circuit.name;
        lane.fallback = false;
        lane.started = at;
        lane.ends = at + random.nextLong(SHORTEST, LONGEST);
        lane.switches =
                random.nextDouble() < SWITCHES ? at + (long) (random.nextDouble() * (lane.ends - at)) : Long.MAX_VALUE;
        lane.position = 0;
        lane.looks = 0;
        lane.circuit.permits++;
        event("started", at, lane)
                .append(",\"request\":\"" + REQUEST + "\",\"handler\":\"")
                .append(lane.handler)
                .append("\"}");
    }

    private void firstItem(Lane lane, long at) {
        lane.stage = Stage.GIVING;
        lane.position = 1;
        event("first-item", at, lane)
                .append(",\"handler\":\"")
                .append(lane.handler)
                .append("\"}");
    }

    private void goOn(Lane lane, long at) {
        boolean tooOften = lane.looks >= LOOKS_A_SECOND + LOOKS_A_SECOND * (at - lane.started) / SECOND;
        if (!lane.fallback && (at >= lane.switches || tooOften && lane.switches != Long.MAX_VALUE)) {
            outcome(lane.circuit, true);
            leave(lane, at, "java.net.ConnectException");
        } else if (at >= lane.ends || tooOften) {
            end(lane, at);
        } else {
            lane.looks++;
            lane.position += 1 + random.nextInt(MOST_ITEMS_A_LOOK);
            event("progress", at, lane)
                    .append(",\"position\":")
                    .append(lane.position)
                    .append('}');
        }
    }

    private void leave(Lane lane, long at, String reason) {
        event("switchover", at, lane)
                .append(",\"position\":")
                .append(lane.position)
                .append(",\"from\":\"")
                .append(lane.handler)
                .append("\",\"to\":\"" + FALLBACK + "\",\"reason\":\"")
                .append(reason)
                .append("\"}");
        lane.handler = FALLBACK;
        lane.fallback = true;
        lane.left = at;
        lane.stage = Stage.SWITCHED;
    }

    private void end(Lane lane, long at) {
        boolean fails = random.nextDouble() < FAILS;
        String end = fails ? "FAILED" : random.nextDouble() < LEAVES ? "LEFT" : "COMPLETED";
        if (!lane.fallback) {
            outcome(lane.circuit, fails);
        }
        event("ended", at, lane)
                .append(",\"position\":")
                .append(lane.position)
                .append(",\"end\":\"")
                .append(end)
                .append(fails ? "\",\"reason\":\"java.io.UncheckedIOException" : "")
                .append("\"}");
        lane.stage = Stage.IDLE;
    }

    private static void outcome(CircuitOfFlood circuit, boolean failed) {
        circuit.permits--;
        if (circuit.state.equals("CLOSED")) {
            boolean full = circuit.filled == 20;
            circuit.filled = full ? circuit.filled : circuit.filled + 1;
            if (failed) {
                circuit.failures = Math.min(9, circuit.failures + 1);
            } else if (full && circuit.failures > 0) {
                circuit.failures--;
            }
        }
    }

    private void change(CircuitOfFlood circuit, long at) {
        String before = circuit.state;
        switch (before) {
            case "CLOSED" -> become(circuit, "OPEN", at, DELAY);
            case "OPEN" -> become(circuit, "HALF_OPEN", at, DELAY / 5);
            default -> {
                boolean stillBroken = random.nextInt(3) == 0;
                become(circuit, stillBroken ? "OPEN" : "CLOSED", at, stillBroken ? DELAY : closedFor());
            }
        }
        open("circuit", at)
                .append(",\"circuit\":\"")
                .append(circuit.name)
                .append("\",\"from\":\"")
                .append(before)
                .append("\",\"to\":\"")
                .append(circuit.state)
                .append("\"}");
    }

    private static void become(CircuitOfFlood circuit, String state, long at, long howLong) {
        circuit.state = state;
        circuit.since = at;
        circuit.next = at + howLong;
        circuit.filled = state.equals("OPEN") ? 20 : 0;
        circuit.failures = state.equals("OPEN") ? 10 : 0;
    }

    private long closedFor() {
        return random.nextLong(8 * SECOND, 20 * SECOND);
    }

    private StringBuilder event(String type, long at, Lane lane) {
        return open(type, at).append(",\"stream\":\"").append(lane.stream).append('"');
    }

    private StringBuilder open(String type, long at) {
        told++;
        char last = text.isEmpty() ? '[' : text.charAt(text.length() - 1);
        return text.append(last == '}' ? "," : "")
                .append("{\"t\":")
                .append(at)
                .append(",\"type\":\"")
                .append(type)
                .append('"');
    }

    private void circuitList(long now) {
        text.append("\"circuits\":[");
        for (int i = 0; i < circuits.length; i++) {
            CircuitOfFlood circuit = circuits[i];
            text.append(i == 0 ? "" : ",")
                    .append("{\"circuit\":\"")
                    .append(circuit.name)
                    .append("\",\"state\":\"")
                    .append(circuit.state)
                    .append("\",\"since\":")
                    .append(Math.min(circuit.since, now))
                    .append(",\"control\":\"AUTOMATIC\",\"window\":{\"size\":20,\"filled\":")
                    .append(circuit.filled)
                    .append(",\"failures\":")
                    .append(circuit.failures)
                    .append("},\"permits\":")
                    .append(circuit.permits)
                    .append(",\"probes\":{\"running\":")
                    .append(circuit.state.equals("HALF_OPEN") ? 1 : 0)
                    .append(",\"succeeded\":0},\"policy\":{\"failOn\":[\"java.lang.Throwable\"],\"skipOn\":[],")
                    .append("\"delayMillis\":1000,\"requestVolumeThreshold\":20,\"failureRatio\":0.5,")
                    .append("\"successThreshold\":1}}");
        }
        text.append(']');
    }
}
