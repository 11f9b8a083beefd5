package org.cqrsjakarta.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.cqrsjakarta.testkit.EventStreamParser;
import org.cqrsjakarta.testkit.Frame;

/** A client of one event stream over HTTP/2 with TLS, of which one connection has many. */
public final class Http2Stream implements AutoCloseable {

    private static final int CHUNK = 8192;

    private final InputStream body;
    private final EventStreamParser parser = new EventStreamParser();
    private final byte[] chunk = new byte[CHUNK];

    private Http2Stream(InputStream body) {
        this.body = body;
    }

    /** One connection for all streams that are opened with it, to a server with whatever certificate. */
    public static HttpClient connection() throws GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new TrustingEverybody()}, null);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(tls)
                .build();
    }

    public static Http2Stream open(HttpClient connection, URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> response = connection.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.version() != HttpClient.Version.HTTP_2 || response.statusCode() != 200) {
            response.body().close();
            throw new IOException(uri + " answers " + response.statusCode() + " over " + response.version());
        }
        return new Http2Stream(response.body());
    }

    /** What has arrived and was not given before, at least one frame; nothing at the end. */
    public List<Frame> next() throws IOException {
        List<Frame> frames = List.of();
        while (frames.isEmpty()) {
            int length = body.read(chunk);
            if (length < 0) {
                return List.of();
            }
            frames = parser.feed(chunk, 0, length);
        }
        return frames;
    }

    /** All up to the end. */
    public List<Frame> frames() throws IOException {
        List<Frame> all = new ArrayList<>();
        for (List<Frame> some = next(); !some.isEmpty(); some = next()) {
            all.addAll(some);
        }
        return all;
    }

    /** Ends this stream; the connection stays. */
    @Override
    public void close() throws IOException {
        body.close();
    }

    /** An extended one, as otherwise the JDK would still compare host names. */
    private static final class TrustingEverybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
