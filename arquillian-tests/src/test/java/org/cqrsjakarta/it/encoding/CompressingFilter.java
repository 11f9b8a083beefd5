package org.cqrsjakarta.it.encoding;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Compresses for clients that take it, as filters do that are around for twenty years. */
@WebFilter(urlPatterns = "/ticks/*", asyncSupported = true)
public class CompressingFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse response = (HttpServletResponse) answer;
        String accepted = ((HttpServletRequest) request).getHeader("Accept-Encoding");
        boolean compresses = accepted != null && accepted.contains("gzip");
        response.setHeader("Filtered", String.valueOf(compresses));
        chain.doFilter(request, compresses ? new Compressed(response) : response);
    }

    private static final class Compressed extends HttpServletResponseWrapper {

        private ServletOutputStream out;

        Compressed(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (out == null) {
                setHeader("Content-Encoding", "gzip");
                out = new CompressingStream(super.getOutputStream());
            }
            return out;
        }
    }

    private static final class CompressingStream extends ServletOutputStream {

        private final GZIPOutputStream compressing;

        CompressingStream(ServletOutputStream out) throws IOException {
            compressing = new GZIPOutputStream(out);
        }

        @Override
        public void write(int b) throws IOException {
            compressing.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            compressing.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            compressing.flush();
        }

        @Override
        public void close() throws IOException {
            compressing.close();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
