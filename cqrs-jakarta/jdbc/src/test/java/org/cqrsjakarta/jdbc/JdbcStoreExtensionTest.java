package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.testkit.CircuitReports;
import org.cqrsjakarta.testkit.HeardCircuits;
import org.cqrsjakarta.testkit.HeardStreams;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JAR in an application. */
class JdbcStoreExtensionTest {

    private static final String NAME = "java:app/jdbc/Shop";

    /** A server's names: one. */
    public static final class Names implements InitialContextFactory {

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return new InitialContext(true) {
                @Override
                public Object lookup(String name) throws NamingException {
                    if (name.equals(NAME)) {
                        return new CountingSource("jdbc:h2:mem:extension;DB_CLOSE_DELAY=-1");
                    }
                    throw new NameNotFoundException(name);
                }
            };
        }
    }

    @BeforeEach
    void haveNames() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
    }

    @AfterEach
    void clear() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("cqrs.jdbc."));
    }

    @Test
    void makesStoresThatAreClosedWithTheApplication() throws InterruptedException {
        System.setProperty("cqrs.jdbc.data-source", NAME);
        System.setProperty("cqrs.jdbc.create-table", "true");
        System.setProperty("cqrs.jdbc.poll", "PT0.01S");
        HeardCircuits heard = new HeardCircuits();
        try (WeldContainer container = application()) {
            CircuitStore store = container.select(CircuitStore.class).get();
            store.subscribe("shop", heard);
            heard.next(HeardCircuits.ALL);
            assertThat(store.exchange(CircuitReports.CIRCUIT, CircuitReports.failing("n1"))
                            .state())
                    .isEqualTo(CircuitState.OPEN);
            heard.next(CircuitReports.CIRCUIT.name());
            StreamStore streams = container.select(StreamStore.class).get();
            HeardStreams heardOfStreams = new HeardStreams();
            streams.subscribe("shop", "n1", heardOfStreams);
            heardOfStreams.next(HeardStreams.ALL);
            streams.post("shop", "news", Duration.ofHours(1));
            heardOfStreams.next(HeardStreams.POSTED);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("cqrs-jdbc"));
    }

    @Test
    void aMissingDataSourceIsRefused() {
        assertThatThrownBy(JdbcStoreExtensionTest::application)
                .hasStackTraceContaining("CQRS01030")
                .hasStackTraceContaining("no data source 'java:comp/DefaultDataSource'");
    }

    @Test
    void badSettingsAreRefused() {
        System.setProperty("cqrs.jdbc.poll", "PT0S");
        assertThatThrownBy(JdbcStoreExtensionTest::application)
                .hasMessageContaining("CQRS01031: 'cqrs.jdbc.poll' is 'PT0S'; allowed: ");
        clear();
        System.setProperty("cqrs.jdbc.create-table", "perhaps");
        assertThatThrownBy(JdbcStoreExtensionTest::application)
                .hasMessageContaining("CQRS01031: 'cqrs.jdbc.create-table' is 'perhaps'; allowed: true or false");
    }

    private static WeldContainer application() {
        return new Weld()
                .disableDiscovery()
                .addExtension(new JdbcStoreExtension())
                .addBeanClass(Object.class)
                .initialize();
    }
}
