package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.testkit.CircuitReports.CIRCUIT;
import static org.cqrsjakarta.testkit.CircuitReports.quiet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS only, and wants a certificate of its clients, as Redis does unless told otherwise. */
class TlsTest {

    private static final String PASSWORD = "certain";

    @TempDir
    private static Path directory;

    private static Path keys;
    private static TestRedis redis;

    @BeforeAll
    static void start() throws Exception {
        keys = directory.resolve("keys.p12");
        makeKeys();
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        Path certificate = pem("CERTIFICATE", store.getCertificate("redis").getEncoded());
        Path key =
                pem("PRIVATE KEY", store.getKey("redis", PASSWORD.toCharArray()).getEncoded());
        redis = TestRedis.start(
                "tls-port " + TestRedis.freePort(),
                "tls-cert-file " + certificate,
                "tls-key-file " + key,
                "tls-ca-cert-file " + certificate);
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void whoIsTrustedAndKnownIsServed() {
        RedisTls.Store both = new RedisTls.Store(keys.toFile(), PASSWORD);
        try (RedisCircuitStore store = store("localhost", new RedisTls(Optional.of(both), Optional.of(both)))) {
            assertThat(store.exchange(CIRCUIT, quiet("n1")).generation()).isZero();
        }
    }

    @Test
    void aServerOfAnotherNameIsNotSpokenTo() {
        RedisTls.Store both = new RedisTls.Store(keys.toFile(), PASSWORD);
        try (RedisCircuitStore store = store("127.0.0.1", new RedisTls(Optional.of(both), Optional.of(both)))) {
            assertThatThrownBy(() -> store.exchange(CIRCUIT, quiet("n1")))
                    .hasMessageStartingWith("CQRS01003")
                    .hasStackTraceContaining("subject alternative names");
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsNotSpokenTo() {
        try (RedisCircuitStore store = store("localhost", RedisTls.DEFAULT)) {
            assertThatThrownBy(() -> store.exchange(CIRCUIT, quiet("n1")))
                    .hasMessageStartingWith("CQRS01003")
                    .hasStackTraceContaining("PKIX");
        }
    }

    private static RedisCircuitStore store(String host, RedisTls tls) {
        String port = redis.operator.configGet("tls-port").get("tls-port");
        RedisAddress address = RedisAddress.parse("uri", "rediss://" + host + ":" + port);
        return new RedisCircuitStore(new RedisSettings(address, TestRedis.TIMEOUT, 1, tls));
    }

    private static void makeKeys() throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "san=dns:localhost",
                        "-ext",
                        "bc=ca:true",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.out").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store;
        try {
            store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
            store.setCertificateEntry("authority", store.getCertificate("redis"));
            try (var out = Files.newOutputStream(keys)) {
                store.store(out, PASSWORD.toCharArray());
            }
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Path pem(String type, byte[] content) throws IOException {
        String text = "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
        return Files.write(
                directory.resolve(type.replace(' ', '-') + ".pem"), text.getBytes(StandardCharsets.US_ASCII));
    }
}
