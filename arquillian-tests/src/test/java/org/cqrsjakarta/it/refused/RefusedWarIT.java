package org.cqrsjakarta.it.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A WAR with three different mistakes is refused by the server, and all three are told. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RefusedWarIT {

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "refused", managed = false, testable = false)
    static WebArchive war() {
        return Wars.of("refused", Map.of(), Ask.class, Live.class, SecondLive.class, OfNothing.class, NoHandler.class);
    }

    @Test
    void reportsAllThreeMistakesAtOnce() {
        Throwable refused = catchThrowable(() -> deployer.deploy("refused"));
        assertThat(refused).isNotNull();
        assertThat(refused)
                .hasStackTraceContaining("CQRS00100")
                .hasStackTraceContaining("CQRS00101")
                .hasStackTraceContaining("CQRS00102")
                .hasStackTraceContaining("CQRS00109");
    }
}
