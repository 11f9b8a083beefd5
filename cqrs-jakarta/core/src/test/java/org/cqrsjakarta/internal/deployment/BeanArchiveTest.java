package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** The library as an archive that a container looks into, and an application in which it finds no handler. */
class BeanArchiveTest {

    record Ask() implements StreamRequest<Integer> {}

    @StreamingHandler
    static class Live implements StreamingRequestHandler<Ask, Integer> {
        @Override
        public Stream<Integer> handle(Ask request) {
            return Stream.of(1);
        }
    }

    @Test
    void theLibraryIsDiscovered() throws Exception {
        try (InputStream in = CqrsExtension.class.getResourceAsStream("/META-INF/beans.xml")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("bean-discovery-mode=\"annotated\"");
        }
    }

    @Test
    void noClassOfItIsABeanByAccident() {
        try (WeldContainer container = new Weld().initialize()) {
            assertThat(container.getBeanManager().getBeans(Object.class, Any.Literal.INSTANCE))
                    .extracting(Bean::getBeanClass)
                    .filteredOn(type -> type.getName().startsWith("org.cqrsjakarta."))
                    .as("those that the extension adds, and nothing else")
                    .containsOnly(CqrsExtension.class);
        }
    }

    @Test
    void anApplicationWithoutHandlersIsWarnedOf() {
        try (Warnings log = new Warnings();
                Deployed app = Deployed.with(String.class)) {
            assertThat(app.circuits().all()).isEmpty();
            assertThat(log.seen())
                    .singleElement()
                    .asString()
                    .startsWith("CQRS00185")
                    .contains("bean-discovery-mode", "WEB-INF/beans.xml");
        }
    }

    @Test
    void oneWithAHandlerIsNot() {
        try (Warnings log = new Warnings();
                Deployed app = Deployed.with(Live.class)) {
            assertThat(app.circuits().all()).isEmpty();
            assertThat(log.seen()).isEmpty();
        }
    }
}
