package org.cqrsjakarta.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Application;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cqrsjakarta.internal.deployment.Warnings;
import org.cqrsjakarta.rest.GuardedOrders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that has passed over the feature lets nobody at what is to be protected. */
class ProtectionGateTest {

    /** A web application's class loader. */
    private static final class Web extends ClassLoader {
        Web(ClassLoader parent) {
            super(parent);
        }
    }

    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();
    private final ClassLoader library = ProtectionGate.class.getClassLoader();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<Object> answer = new ArrayList<>();
    private final Map<String, ServletRegistration> servlets = new HashMap<>();
    private int passed;

    /** An application of Jakarta REST. */
    private static final class Api extends Application {}

    private void servlet(String name, String parameter) {
        servlets.put(name, fake(ServletRegistration.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getName" -> name;
            case "getInitParameter" -> arguments[0].equals("jakarta.ws.rs.Application") ? parameter : null;
            default -> null;
        }));
    }

    @BeforeEach
    @AfterEach
    void clear() {
        ProtectedApplications.clear();
        thread.setContextClassLoader(before);
    }

    private static <T> T fake(Class<T> type, InvocationHandler calls) {
        return type.cast(
                Proxy.newProxyInstance(ProtectionGateTest.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private ProtectionGate gate(ClassLoader application) {
        var gate = new ProtectionGate(GuardedOrders.class.getName());
        ServletContext context = fake(
                ServletContext.class,
                (proxy, method, arguments) ->
                        method.getName().equals("getServletRegistrations") ? servlets : application);
        gate.init(fake(FilterConfig.class, (proxy, method, arguments) -> context));
        return gate;
    }

    private void ask(ProtectionGate gate) throws Exception {
        ServletOutputStream out = new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {}

            @Override
            public void write(int b) {
                body.write(b);
            }
        };
        HttpServletResponse response = fake(HttpServletResponse.class, (proxy, method, arguments) -> {
            if (method.getName().equals("getOutputStream")) {
                return out;
            }
            answer.addAll(List.of(arguments));
            return null;
        });
        FilterChain chain = (request, passedOn) -> passed++;
        gate.doFilter(fake(ServletRequest.class, (proxy, method, arguments) -> null), response, chain);
    }

    @Test
    void whatIsNotProtectedIsRefusedAndTheLogSaysSoOnce() throws Exception {
        try (Warnings log = new Warnings()) {
            ProtectionGate gate = gate(library);
            ask(gate);
            ask(gate);
            assertThat(log.seen())
                    .singleElement()
                    .asString()
                    .startsWith("CQRS00900")
                    .contains("Orders", "CqrsFeature", "getClasses");
        }
        assertThat(passed).isZero();
        assertThat(answer).contains(503, "application/problem+json", "no-store");
        assertThat(body.toString()).contains("\"status\":503");
    }

    @Test
    void whatIsProtectedPasses() throws Exception {
        ProtectedApplications.add();
        ask(gate(library));
        assertThat(passed).isEqualTo(1);
        assertThat(body.size()).isZero();
    }

    @Test
    void whatBecomesProtectedPassesFromThenOn() throws Exception {
        ProtectionGate gate = gate(library);
        ask(gate);
        ProtectedApplications.add();
        ask(gate);
        assertThat(passed).isEqualTo(1);
    }

    @Test
    void oneApplicationOfJakartaRestDoesNotOpenAnother() throws Exception {
        servlet(Api.class.getName(), null);
        servlet("other", "com.acme.Other");
        servlet("default", null);
        ProtectionGate gate = gate(library);
        ProtectedApplications.add();
        ask(gate);
        assertThat(passed).as("with one of two").isZero();
        ProtectedApplications.add();
        ask(gate);
        assertThat(passed).as("with both").isEqualTo(1);
    }

    @Test
    void inAnEarAWarDoesNotOpenAnother() throws Exception {
        ClassLoader one = new Web(library);
        ClassLoader other = new Web(library);
        thread.setContextClassLoader(one);
        ProtectedApplications.add();
        ask(gate(one));
        assertThat(passed).isEqualTo(1);
        thread.setContextClassLoader(other);
        ask(gate(other));
        assertThat(passed).as("the other's").isEqualTo(1);
    }

    @Test
    void aLoaderThatAServerPutsAroundTheApplicationsIsTheSame() throws Exception {
        ClassLoader web = new Web(library);
        thread.setContextClassLoader(new Web(web));
        ProtectedApplications.add();
        ask(gate(web));
        assertThat(passed).isEqualTo(1);
    }

    private List<Object> startedWith(Set<Class<?>> found) {
        List<Object> filters = new ArrayList<>();
        FilterRegistration.Dynamic registration =
                fake(FilterRegistration.Dynamic.class, (proxy, method, arguments) -> null);
        ServletContext context = fake(ServletContext.class, (proxy, method, arguments) -> {
            filters.add(arguments[1]);
            return registration;
        });
        new ProtectionInitializer().onStartup(found, context);
        return filters;
    }

    @Test
    void theGateStandsWhereSomethingIsToBeProtected() {
        assertThat(startedWith(Set.of(GuardedOrders.class, CrossSiteCheck.class)))
                .singleElement()
                .isInstanceOf(ProtectionGate.class);
        assertThat(startedWith(Set.of(CrossSiteCheck.class)))
                .as("the library's own")
                .isEmpty();
        assertThat(startedWith(null)).isEmpty();
    }
}
