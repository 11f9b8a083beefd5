package org.cqrsjakarta.internal.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.InterceptorContext;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Finds out what servlet filters have made of a response. They stand between the implementation of Jakarta REST and the
 * server, so what they hold back cannot be had around them: it can only be said.
 */
final class ServletResponses {

    /** The server's own response: an attribute of a servlet request is a property of its request in Jakarta REST. */
    private static final String ATTRIBUTE = "org.cqrsjakarta.servlet-response";

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private ServletResponses() {}

    /** To be called before any other filter. */
    static void keep(HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(ATTRIBUTE, response);
    }

    /** A stream that, at its first flush, looks at what has come out. */
    static OutputStream watched(InterceptorContext context, OutputStream out) {
        return !SAID.get() && context.getProperty(ATTRIBUTE) instanceof HttpServletResponse response
                ? new Watched(out, response)
                : out;
    }

    /** For tests: as if nothing had been said. */
    static void sayAgain() {
        SAID.set(false);
    }

    private static final class Watched extends FilterOutputStream {

        private final HttpServletResponse response;
        private boolean looked;

        Watched(OutputStream out, HttpServletResponse response) {
            super(out);
            this.response = response;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            if (!looked) {
                looked = true;
                look();
            }
        }

        private void look() {
            try {
                say();
            } catch (IllegalStateException e) {
                // The server has taken it back, as when its client is gone.
                WireLog.LOG.debug("A response could not be looked at", e);
            }
        }

        private void say() {
            String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
            if (encoding != null && SAID.compareAndSet(false, true)) {
                WireLog.LOG.encodedByFilter(encoding);
            } else if (!response.isCommitted() && SAID.compareAndSet(false, true)) {
                WireLog.LOG.heldBackByFilter();
            }
        }
    }
}
