package org.cqrsjakarta.it.redeployment;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that is deployed and undeployed, again and again, with two hundred streams open, of which fifty are not read. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeploymentIT {

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return Rounds.probe();
    }

    @Deployment(name = "endless", managed = false, testable = false)
    static WebArchive endless() {
        return Rounds.endless("endless", Map.of("cqrs.sse.drain-timeout", "PT2S"));
    }

    @Deployment(name = Rounds.PLAIN, managed = false, testable = false)
    static WebArchive plain() {
        return ShrinkWrap.create(WebArchive.class, "plain.war")
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addClasses(Canary.class, PlainResource.class, PlainResource.Root.class);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void fiveRoundsLeaveNothingBehind() throws Exception {
        new Rounds(deployer).redeploy("endless", 5);
    }

    @Test
    @Tag("long")
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void fiftyRoundsLeaveNothingBehind() throws Exception {
        new Rounds(deployer).redeploy("endless", 50);
    }

    /** What the server itself leaves behind: the measure for the other. */
    @Test
    @Tag("long")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void neitherDoesAnApplicationWithoutTheLibrary() throws Exception {
        new Rounds(deployer).redeploy(Rounds.PLAIN, 10);
    }
}
