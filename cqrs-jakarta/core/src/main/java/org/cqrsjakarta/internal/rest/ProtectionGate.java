package org.cqrsjakarta.internal.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a web application that has protected endpoints, and lets nobody in while any application of Jakarta REST
 * there has not been given the protections: a name binding without its filters does nothing, and nobody would notice. Servers begin Jakarta
 * REST when they deploy the application; one that begins it with the first request keeps the gate shut, for what that
 * request would find can only be known too late.
 */
final class ProtectionGate implements Filter {

    private static final int STATUS = 503;

    private final String endpoint;
    private final AtomicBoolean said = new AtomicBoolean();
    private volatile @Nullable ServletContext application;
    private volatile boolean open;

    /**
     * Builds the gate.
     *
     * @param endpoint what is to be protected, for the log
     */
    ProtectionGate(String endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void init(FilterConfig config) {
        application = config.getServletContext();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isOpen()) {
            chain.doFilter(request, response);
            return;
        }
        if (said.compareAndSet(false, true)) {
            RestLog.LOG.notProtected(endpoint);
        }
        if (response instanceof HttpServletResponse refused) {
            refused.setStatus(STATUS);
            refused.setContentType(ClosedProblem.TYPE);
            refused.setHeader("Cache-Control", "no-store");
            refused.getOutputStream()
                    .write(ClosedProblem.text(STATUS, "Service Unavailable").getBytes(UTF_8));
        }
    }

    private boolean isOpen() {
        if (!open) {
            ServletContext here = application;
            ClassLoader thread = Thread.currentThread().getContextClassLoader();
            int given = here == null
                    ? ProtectedApplications.countIn(thread)
                    : Math.max(
                            ProtectedApplications.countIn(thread),
                            ProtectedApplications.countIn(here.getClassLoader()));
            open = given >= (here == null ? 1 : Math.max(1, RestServlets.countIn(here)));
        }
        return open;
    }
}
