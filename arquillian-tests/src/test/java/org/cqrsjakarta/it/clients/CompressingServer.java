package org.cqrsjakarta.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.cqrsjakarta.it.support.Node;

/** A development server of Node's, through which a page reaches its backend: it compresses whatever it may. */
final class CompressingServer implements AutoCloseable {

    private static final Path FOLDER = Path.of(System.getProperty("clients.folder"));

    private final Process process;
    private final URI address;

    private CompressingServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts one before a server. */
    static CompressingServer before(URI backend) throws Exception {
        Process process = new ProcessBuilder(
                        Node.program().toString(),
                        Node.installed(FOLDER.resolve("node"))
                                .resolve("compressing-proxy.mjs")
                                .toString(),
                        backend.resolve("/").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader(UTF_8).readLine();
        if (line == null) {
            throw new IOException("the compressing server has ended at once, see above");
        }
        return new CompressingServer(process, URI.create("http://127.0.0.1:" + line.split("\t")[1]));
    }

    URI through(URI uri) {
        return address.resolve(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
