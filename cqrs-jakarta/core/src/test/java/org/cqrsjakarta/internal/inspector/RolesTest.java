package org.cqrsjakarta.internal.inspector;

import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Callable;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cqrsjakarta.HidingLoader;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** What servers read of the inspector when they deploy it. */
class RolesTest {

    @Test
    void theRolesAreDeclared() throws Exception {
        try (InputStream in = Roles.class.getResourceAsStream("/META-INF/web-fragment.xml")) {
            NodeList names = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("role-name");
            assertThat(range(0, names.getLength()).mapToObj(i -> names.item(i).getTextContent()))
                    .containsExactlyInAnyOrder(Roles.INSPECTOR, Roles.OPERATOR);
        }
    }

    /** Reads the resource as implementations of Jakarta REST do. */
    static final class Reading implements Callable<String> {
        @Override
        public String call() {
            return Arrays.toString(InspectorResource.class.getDeclaredFields())
                    + Arrays.toString(InspectorResource.class.getDeclaredMethods())
                    + ServedApplication.current();
        }
    }

    @Test
    void theResourceCanBeReadWithoutServlets() throws Exception {
        assertThat((String) new HidingLoader("jakarta.servlet.").call(Reading.class))
                .contains("SecurityContext", "events", "name=/, server=unknown");
    }
}
