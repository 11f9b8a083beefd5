package org.cqrsjakarta.internal.wire;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Stands before all other filters of the application: sees a request begin on its thread, and that thread leave the
 * implementation of Jakarta REST; keeps what others may wrap.
 */
public final class ServerThreadFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean outermost = ServerThread.enter();
        try {
            if (request instanceof HttpServletRequest asked && response instanceof HttpServletResponse answered) {
                ServletResponses.keep(asked, answered);
                ClientAddress.keep(asked);
                chain.doFilter(PlainRequest.of(asked), answered);
            } else {
                chain.doFilter(request, response);
            }
        } finally {
            if (outermost) {
                Caller.forget();
                ServerThread.leave();
            }
        }
    }
}
