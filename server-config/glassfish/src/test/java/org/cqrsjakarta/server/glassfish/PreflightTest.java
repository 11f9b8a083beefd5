package org.cqrsjakarta.server.glassfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {

    @TempDir
    private Path folder;

    private String freePort = "";

    @BeforeEach
    void findPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = Integer.toString(socket.getLocalPort());
        }
    }

    private List<String> problemsOf(String wars) {
        return Preflight.problems(Map.of("http.port", freePort, "war", wars), folder);
    }

    private Path war(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("index.html"));
        }
        return file;
    }

    @Test
    void aPortThatSomebodyListensOnIsNotFree() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(Preflight.isFree(taken.getLocalPort())).isFalse();
            assertThat(Preflight.problems(Map.of("http.port", port), folder))
                    .singleElement()
                    .asString()
                    .startsWith("Port " + port + " is in use")
                    .contains("-Dhttp.port=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "0", "65536", "-1"})
    void whatIsNoPortIsRefusedWithTheRange(String port) {
        assertThatThrownBy(() -> Preflight.port(Map.of("http.port", port)))
                .hasMessageContaining("\"" + port + "\"")
                .hasMessageContaining("1 to 65535");
        assertThat(Preflight.problems(Map.of("http.port", port), folder))
                .singleElement()
                .asString()
                .contains("1 to 65535");
    }

    @Test
    void withoutAWishThereIsTheDemoAloneOnItsPort() {
        assertThat(Preflight.port(Map.of())).isEqualTo(8080);
        assertThat(Preflight.wars(Map.of(), folder)).isEmpty();
        assertThat(Preflight.wars(Map.of("war", ""), folder)).isEmpty();
    }

    @Test
    void applicationsAreTakenFromTheFolderThatMavenWasStartedIn() throws IOException {
        Path shop = war("target/shop.war");
        Path other = war("other.war");
        assertThat(problemsOf("target/shop.war, " + other)).isEmpty();
        assertThat(Preflight.wars(Map.of("war", "./target/shop.war, ," + other), folder))
                .containsExactly(shop, other);
    }

    @Test
    void whatIsNoWarIsNamedWithItsReasonAndSoIsEveryOther() throws IOException {
        Files.writeString(folder.resolve("text.war"), "no archive");
        Files.createDirectory(folder.resolve("shop"));
        war("shop.jar");
        assertThat(problemsOf("missing.war,text.war,shop,shop.jar"))
                .satisfiesExactly(
                        missing -> assertThat(missing).contains("there is no file " + folder.resolve("missing.war")),
                        text -> assertThat(text).contains(folder.resolve("text.war") + " is no WAR", "no ZIP archive"),
                        shop -> assertThat(shop).contains(folder.resolve("shop") + " is a folder"),
                        jar -> assertThat(jar).contains(folder.resolve("shop.jar") + " is no WAR", "end in .war"));
    }

    @Test
    void twoOfTheSameNameAreRefusedAndSoIsTheDemos() throws IOException {
        Path first = war("a/shop.war");
        Path second = war("b/Shop.war");
        Path quakes = war("quakes.war");
        assertThat(problemsOf("a/shop.war,b/Shop.war,quakes.war"))
                .satisfiesExactly(
                        shop -> assertThat(shop).contains(second + " has the name of " + first),
                        demo -> assertThat(demo).contains(quakes + " has the name of the demo itself"));
    }

    @Test
    void theRuleFailsWithAllReasonsOrPasses() throws IOException {
        Path file = folder.resolve("target/rule.xml");
        Preflight.rule(List.of(), file);
        assertThat(file).content().contains("<alwaysPass/>");
        Preflight.rule(List.of("a < b & ${c}", "second"), file);
        assertThat(file).content().contains("<message>a &lt; b &amp; &#36;{c}\nsecond</message>");
    }
}
