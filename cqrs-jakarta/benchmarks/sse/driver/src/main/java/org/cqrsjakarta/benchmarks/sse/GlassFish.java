package org.cqrsjakarta.benchmarks.sse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An unpacked GlassFish, with the settings of this project's other servers.
 *
 * @param home     the folder that holds {@code bin} and {@code glassfish}
 * @param basePort the first of eight free ports, for what is not HTTP
 */
record GlassFish(Path home, int basePort) {

    private static final String PROVISION = "org.cqrsjakarta.server.glassfish.Provision";
    private static final String THREADS = "max-thread-pool-size=\"64\"";

    /** One for each of 100 responses of StreamingOutput, which each keep the thread of their request, and some more. */
    private static final String MORE_THREADS = "max-thread-pool-size=\"160\"";

    /** Makes a fresh domain that listens at that port and deploys that application when it starts. */
    void prepare(int port, Path war) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        Servers.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PROVISION,
                        home.toString(),
                        String.valueOf(port),
                        String.valueOf(basePort))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("GlassFish could not be prepared in " + home);
        }
        Path settings = domain().resolve("config/domain.xml");
        String text = Files.readString(settings);
        if (!text.contains(THREADS)) {
            throw new IOException(settings + " has no " + THREADS);
        }
        Files.writeString(settings, text.replace(THREADS, MORE_THREADS));
        Files.copy(war, domain().resolve("autodeploy").resolve(war.getFileName()));
    }

    /** Runs it until it is stopped; its heap is 512 MB, as that of the others, by its own settings. */
    List<String> command() {
        return List.of(home.resolve("bin/asadmin").toString(), "start-domain", "--verbose");
    }

    private Path domain() {
        return home.resolve("glassfish/domains/domain1");
    }
}
