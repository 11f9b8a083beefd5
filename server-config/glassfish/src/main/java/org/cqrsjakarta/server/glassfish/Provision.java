package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Prepares an unpacked GlassFish for the tests. Arguments: its folder, its HTTP port, the first of its other ports. */
final class Provision {
    private Provision() {}

    public static void main(String[] args) throws IOException {
        new Server(Path.of(args[0]))
                .provision(new Ports(Integer.parseInt(args[1]), Integer.parseInt(args[2])), Map.of());
    }
}
