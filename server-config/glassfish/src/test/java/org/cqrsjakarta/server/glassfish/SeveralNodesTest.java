package org.cqrsjakarta.server.glassfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for by {@code -Dnodes}, and what the nodes are given. */
class SeveralNodesTest {

    @TempDir
    private Path folder;

    private static RunSettings settings(Map<String, String> environment) {
        return RunSettings.from(environment, () -> 0);
    }

    @Test
    void thereIsOneUnlessMoreAreAskedFor() {
        assertThat(Preflight.nodes(Map.of())).isEqualTo(1);
        assertThat(Preflight.nodes(Map.of("nodes", "9"))).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "-1", "two", "", "2 "})
    void whatIsNoNumberOfServersIsSaidBeforeAnythingIsBuilt(String nodes) {
        assertThat(Preflight.problems(Map.of("nodes", nodes, "http.port", "1"), folder))
                .contains("\"" + nodes + "\" is no number of servers: -Dnodes takes a number from 1 to 9");
    }

    @Test
    void nodesHaveARedisAndASecretInCommonAndJournals() {
        RunSettings two = settings(Map.of("nodes", "2"));
        assertThat(two.systemProperties("redis://127.0.0.1:7000"))
                .containsEntry("cqrs.redis.uri", "redis://127.0.0.1:7000")
                .containsEntry("cqrs.store.streams", "journal")
                .containsEntry("cqrs.inspector.enabled", "true");
        assertThat(two.environment()).containsEntry("CQRS_STORE_SECRET", "0".repeat(64));
        assertThat(two.redis()).isEmpty();
    }

    @Test
    void oneNodeHasNoStore() {
        RunSettings one = settings(Map.of());
        assertThat(one.environment()).doesNotContainKey("CQRS_STORE_SECRET");
        assertThat(one.systemProperties()).doesNotContainKeys("cqrs.redis.uri", "cqrs.store.streams");
    }

    @Test
    void whatTheUserHasSetStays() {
        RunSettings two = settings(Map.of(
                "nodes",
                "2",
                "cqrs.store.streams",
                "follow",
                "cqrs.redis.uri",
                "redis://other",
                "CQRS_STORE_SECRET",
                "mine"));
        assertThat(two.redis()).contains("redis://other");
        assertThat(two.systemProperties("redis://other")).containsEntry("cqrs.store.streams", "follow");
        assertThat(two.environment()).containsEntry("CQRS_STORE_SECRET", "mine");
    }

    @Test
    void portsOfNodesAreApart() {
        List<Ports> ports = Ports.apart(3);
        assertThat(ports.stream().flatMap(SeveralNodesTest::all)).hasSize(27).doesNotHaveDuplicates();
    }

    private static Stream<Integer> all(Ports ports) {
        return Stream.of(
                ports.http(),
                ports.admin(),
                ports.https(),
                ports.iiop(),
                ports.iiopSsl(),
                ports.iiopMutualAuth(),
                ports.jmx(),
                ports.jms(),
                ports.telnet());
    }

    @Test
    void aWarGetsTheLibrariesThatItLacks() throws IOException {
        Path war = folder.resolve("quakes.war");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
            zip.putNextEntry(new ZipEntry("WEB-INF/lib/core.jar"));
            zip.write('w');
        }
        Path libraries = Files.createDirectory(folder.resolve("lib"));
        Files.writeString(libraries.resolve("core.jar"), "another");
        Files.writeString(libraries.resolve("store.jar"), "store");
        Files.writeString(libraries.resolve("notes.txt"), "none");
        Path copy = Wars.with(war, libraries, folder.resolve("nodes"));
        assertThat(copy.getFileName()).hasToString("quakes.war");
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .containsExactlyInAnyOrder("WEB-INF/lib/core.jar", "WEB-INF/lib/store.jar");
            assertThat(zip.getInputStream(zip.getEntry("WEB-INF/lib/core.jar")).readAllBytes())
                    .containsExactly('w');
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, redis-server-6.2.6-v5-linux-amd64",
        "Linux, aarch64, redis-server-6.2.7-linux-arm64",
        "Mac OS X, x86_64, redis-server-6.2.6-v5-darwin-amd64",
        "Mac OS X, aarch64, redis-server-6.2.6-v5-darwin-arm64",
        "Windows 11, amd64, redis-server-5.0.14.1-windows-amd64.exe"
    })
    void theRedisIsThatOfTheMachine(String system, String processor, String expected) throws IOException {
        executables();
        assertThat(RedisProcess.executableFor(folder, system, processor).getFileName())
                .hasToString(expected);
    }

    @Test
    void whereThereIsNoneForTheMachineItsUserIsToldWhatToDo() throws IOException {
        executables();
        assertThatThrownBy(() -> RedisProcess.executableFor(folder, "SunOS", "sparcv9"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("no Redis for SunOS on sparcv9")
                .hasMessageContaining("-Dcqrs.redis.uri=");
    }

    /** As embedded-redis 1.4.4 calls them. */
    private void executables() throws IOException {
        for (String name : List.of(
                "redis-server-6.2.6-v5-darwin-arm64",
                "redis-server-5.0.14.1-windows-amd64.exe",
                "redis-server-6.2.7-linux-arm64",
                "redis-server-6.2.7-linux-386",
                "redis-server-6.2.6-v5-darwin-amd64",
                "redis-server-6.2.6-v5-linux-amd64")) {
            Files.createFile(folder.resolve(name));
        }
    }
}
