package org.cqrsjakarta.it.redeployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.it.support.LocalRedis;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same of an application that shares its streams and its circuit with others by way of Redis. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SharedRedeploymentIT {

    private static final LocalRedis REDIS = LocalRedis.start();

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return Rounds.probe();
    }

    @Deployment(name = "shared", managed = false, testable = false)
    static WebArchive shared() {
        return Wars.withRedis(Rounds.endless(
                "shared",
                Map.of(
                        "cqrs.sse.drain-timeout",
                        "PT2S",
                        "cqrs.redis.uri",
                        REDIS.uri(),
                        "cqrs.store.streams",
                        "journal",
                        "cqrs.store.secret",
                        "known to all nodes of the test")));
    }

    @AfterAll
    static void stopRedis() throws IOException {
        REDIS.close();
    }

    private void redeploy(int rounds) throws Exception {
        new Rounds(deployer).redeploy("shared", rounds);
        assertThat(REDIS.streamsBegun()).as("the application has used it").isPositive();
        assertThat(REDIS.connections()).as("connections that are still open").isZero();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void threeRoundsLeaveNothingBehind() throws Exception {
        redeploy(3);
    }

    @Test
    @Tag("long")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void twentyRoundsLeaveNothingBehind() throws Exception {
        redeploy(20);
    }
}
