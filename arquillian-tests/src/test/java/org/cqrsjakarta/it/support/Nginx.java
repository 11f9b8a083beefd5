package org.cqrsjakarta.it.support;

import static org.cqrsjakarta.it.support.Waits.eventually;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs nginx for a test: as a child process on loopback, in a folder of its own. Stops it afterwards, and shows its log
 * if the test has failed. To be registered in a field.
 */
public final class Nginx implements AfterEachCallback {

    private record Running(Process process, Path folder) {}

    private final List<Running> running = new ArrayList<>();

    /**
     * Starts a proxy of plain HTTP.
     *
     * @param http     what stands in its {@code http} block beside the server
     * @param location what stands in the only location
     * @return where it listens
     */
    public URI start(String http, String location) throws Exception {
        int port = freePort();
        String server = "listen 127.0.0.1:" + port + "; location / { " + location + " }";
        start(port, http, server, Files.createTempDirectory("nginx"));
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Starts a proxy that speaks HTTP/2 over TLS, as {@code localhost}, with a certificate that nobody has signed.
     *
     * @param location what stands in the only location
     * @return where it listens
     */
    public URI startHttp2(String location) throws Exception {
        int port = freePort();
        Path folder = Files.createTempDirectory("nginx");
        SelfSigned.create(folder).writePem(folder.resolve("tls.crt"), folder.resolve("tls.key"));
        String server = "listen 127.0.0.1:" + port + " ssl http2; ssl_certificate tls.crt; ssl_certificate_key tls.key;"
                + " location / { " + location + " }";
        start(port, "", server, folder);
        return URI.create("https://127.0.0.1:" + port);
    }

    private void start(int port, String http, String server, Path folder) throws Exception {
        // Started by root, its worker would be somebody who cannot enter the folder.
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Path config = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                pid nginx.pid;
                %s
                events {}
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  %s
                  server { %s }
                }
                """.formatted(user, http, server));
        Process process = new ProcessBuilder(
                        Programs.nginx().toString(), "-p", folder.toString(), "-c", config.toString(), "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile())
                .start();
        running.add(new Running(process, folder));
        if (!eventually(() -> !process.isAlive() || answers(port), Boolean::booleanValue) || !process.isAlive()) {
            throw new IOException("nginx has not started: " + Files.readString(log(folder)));
        }
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        for (Running one : running) {
            // TERM, not KILL, which would leave its worker behind.
            one.process.destroy();
            boolean ended = one.process.waitFor(10, TimeUnit.SECONDS);
            if (!ended || test.getExecutionException().isPresent()) {
                System.out.println("nginx said: " + Files.readString(log(one.folder)));
            }
            delete(one.folder);
        }
        running.clear();
    }

    private static Path log(Path folder) {
        return folder.resolve("nginx.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
