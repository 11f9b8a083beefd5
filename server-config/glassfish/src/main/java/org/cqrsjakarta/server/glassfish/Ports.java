package org.cqrsjakarta.server.glassfish;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a server listens: HTTP on a port of its own, everything else on the ports from {@code base} on.
 *
 * @param http the port of the application
 * @param base the first of {@value #BESIDE_HTTP} ports
 */
record Ports(int http, int base) {
    private static final int BESIDE_HTTP = 8;
    private static final int FIRST_BASE = 24800;
    private static final int LAST_BASE = 32000;

    Ports {
        if (http < 1 || http > 65535) {
            throw new IllegalArgumentException("A port is a number from 1 to 65535, not " + http);
        }
        if (base < 1 || base + BESIDE_HTTP > 65535) {
            throw new IllegalArgumentException("No room for " + BESIDE_HTTP + " ports from " + base + " on");
        }
    }

    /** Takes the first base whose ports are all free, so that two servers with two HTTP ports can run side by side. */
    static Ports beside(int http) {
        return IntStream.iterate(FIRST_BASE, it -> it < LAST_BASE, it -> it + BESIDE_HTTP)
                .mapToObj(base -> new Ports(http, base))
                .filter(Ports::restIsFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No " + BESIDE_HTTP + " free ports between " + FIRST_BASE + " and " + LAST_BASE));
    }

    /** So many, each with a free port for HTTP, too. */
    static List<Ports> apart(int many) {
        List<Ports> found = IntStream.iterate(FIRST_BASE, it -> it < LAST_BASE, it -> it + BESIDE_HTTP + 1)
                .mapToObj(base -> new Ports(base + BESIDE_HTTP, base))
                .filter(ports -> Preflight.isFree(ports.http) && ports.restIsFree())
                .limit(many)
                .toList();
        if (found.size() < many) {
            throw new IllegalStateException("Only " + found.size() + " times " + (BESIDE_HTTP + 1)
                    + " free ports between " + FIRST_BASE + " and " + LAST_BASE + "; " + many + " are needed");
        }
        return found;
    }

    int admin() {
        return base;
    }

    int https() {
        return base + 1;
    }

    int iiop() {
        return base + 2;
    }

    int iiopSsl() {
        return base + 3;
    }

    int iiopMutualAuth() {
        return base + 4;
    }

    int jmx() {
        return base + 5;
    }

    int jms() {
        return base + 6;
    }

    int telnet() {
        return base + 7;
    }

    private boolean restIsFree() {
        return IntStream.range(base, base + BESIDE_HTTP).allMatch(port -> port != http && Preflight.isFree(port));
    }
}
