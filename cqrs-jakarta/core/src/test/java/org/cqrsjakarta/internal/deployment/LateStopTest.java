package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.StreamingRequestHandler;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers stop what they could not deploy when its class loader is closed already: then no further class is to be had. */
class LateStopTest {

    record Ask() implements StreamRequest<Integer> {}

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.of(1);
        }
    }

    /** Has classes of the library and of this test of its own, until it is closed. */
    private static final class Loader extends ClassLoader {

        private final List<String> refused = new ArrayList<>();
        private volatile boolean closed;

        Loader() {
            super(LateStopTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                if (closed) {
                    refused.add(name);
                    throw new NoClassDefFoundError("the class loader is closed: " + name);
                }
                return name.startsWith("org.cqrsjakarta.") ? define(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private final Loader loader = new Loader();
    private final List<LogRecord> logged = new ArrayList<>();
    private final Logger logger = Logger.getLogger("org.cqrsjakarta");
    private final Handler keeping = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void enableInspector() {
        System.setProperty("cqrs.inspector.enabled", "true");
        logger.addHandler(keeping);
    }

    @AfterEach
    void disableInspector() {
        System.clearProperty("cqrs.inspector.enabled");
        logger.removeHandler(keeping);
    }

    private WeldContainer deployed() throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            var extension = (Extension) loader.loadClass(CqrsExtension.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            return new Weld()
                    .setClassLoader(loader)
                    .disableDiscovery()
                    .addExtension(extension)
                    .addBeanClasses(loader.loadClass(Live.class.getName()))
                    .initialize();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void whatHasServedNobodyStopsWithoutAnotherClass() throws Exception {
        WeldContainer container = deployed();
        loader.closed = true;
        container.shutdown();
        assertThat(loader.refused).isEmpty();
        assertThat(logged).isEmpty();
    }

    @Test
    void whatCannotBeStoppedIsSaidInOneLine() throws Exception {
        WeldContainer container = deployed();
        Class<?> mediator = loader.loadClass(StreamingMediator.class.getName());
        Class<?> request = loader.loadClass(StreamRequest.class.getName());
        var newAsk = loader.loadClass(Ask.class.getName()).getDeclaredConstructor();
        newAsk.setAccessible(true);
        var stream = (Stream<?>) mediator.getMethod("stream", request)
                .invoke(container.select(mediator).get(), newAsk.newInstance());
        assertThat(stream.iterator().next()).isEqualTo(1);
        loader.closed = true;
        container.shutdown();
        assertThat(loader.refused).as("what closing an open stream needs").isNotEmpty();
        assertThat(logged)
                .filteredOn(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.getMessage()).startsWith("CQRS00190").contains("the class loader is closed");
                    assertThat(record.getThrown()).isNull();
                });
    }
}
