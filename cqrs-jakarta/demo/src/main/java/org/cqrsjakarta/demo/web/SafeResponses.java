package org.cqrsjakarta.demo.web;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.cqrsjakarta.demo.settings.Settings;

/**
 * Answers those only who reach the demo by its own host, and has browsers run, load and send nothing that is not the demo's own, whatever a datum says. On every response: a script
 * or an answer of the API that is opened as a page is as safe as the page.
 *
 * <p>The host, because a page of any site may have its name lead here once it is loaded: to the browser the demo is of that
 * page's own origin then, and nothing else would keep the page from reading streams and breaking the feed.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class SafeResponses implements Filter {

    /** The page has neither inline scripts nor inline styles, and makes no markup from text. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final int MISDIRECTED = 421;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Settings settings;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (response instanceof HttpServletResponse http) {
            http.setHeader("Content-Security-Policy", POLICY);
            http.setHeader("X-Content-Type-Options", "nosniff");
            http.setHeader("Referrer-Policy", "no-referrer");
            http.setHeader("Cross-Origin-Opener-Policy", "same-origin");
            http.setHeader("Cross-Origin-Resource-Policy", "same-origin");
            if (!isOwn(request.getServerName())) {
                refuse(request.getServerName(), http);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** Some servers leave the brackets of an IPv6 address out. */
    private boolean isOwn(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return settings.hosts().contains(name) || settings.hosts().contains("[" + name + "]");
    }

    private static void refuse(String host, HttpServletResponse response) throws IOException {
        var problem = new Problem(
                MISDIRECTED,
                "Found the host " + BadInputException.quote(host)
                        + ", which is none of the demo's: open it as localhost,"
                        + " or start the server with the name in -D" + Settings.HOSTS);
        response.setStatus(MISDIRECTED);
        response.setContentType("application/problem+json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(problem.json().toString());
    }
}
