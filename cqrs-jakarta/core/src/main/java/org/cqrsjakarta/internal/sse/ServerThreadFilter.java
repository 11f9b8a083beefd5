package org.cqrsjakarta.internal.sse;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Sees a request begin on its thread, and that thread leave the implementation of Jakarta REST. */
final class ServerThreadFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean outermost = ServerThread.enter();
        try {
            chain.doFilter(request, response);
        } finally {
            if (outermost) {
                ServerThread.leave();
            }
        }
    }
}
