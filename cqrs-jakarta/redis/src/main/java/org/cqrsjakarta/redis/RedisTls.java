package org.cqrsjakarta.redis;

import java.io.File;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * Whom the store trusts, and as whom it shows itself, where the Java process's own certificates are not the right ones.
 *
 * @param trust {@code cqrs.redis.trust-store} and {@code cqrs.redis.trust-store-password}: of the authorities
 * @param keys  {@code cqrs.redis.key-store} and {@code cqrs.redis.key-store-password}: a certificate of its own, for a server
 *              that asks for one
 */
record RedisTls(Optional<Store> trust, Optional<Store> keys) {

    /** The process's authorities, and no certificate of its own. */
    static final RedisTls DEFAULT = new RedisTls(Optional.empty(), Optional.empty());

    static final String TRUST = "cqrs.redis.trust-store";
    static final String KEYS = "cqrs.redis.key-store";
    static final String PASSWORD = "-password";

    /** A PKCS #12 or JKS file. */
    record Store(File file, String password) {

        /** For people: without the password. */
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * That of an application.
     *
     * @throws IllegalArgumentException if a file is not there
     */
    static RedisTls from(Config config) {
        return new RedisTls(store(config, TRUST), store(config, KEYS));
    }

    private static Optional<Store> store(Config config, String property) {
        return config.getOptionalValue(property, String.class).map(path -> {
            File file = new File(path);
            if (!file.canRead()) {
                throw new IllegalArgumentException(
                        RedisMessages.MESSAGES.badSetting(property, path, "a PKCS #12 or JKS file that can be read"));
            }
            return new Store(
                    file,
                    config.getOptionalValue(property + PASSWORD, String.class).orElse(""));
        });
    }

    /** Names are checked, too. */
    SslOptions options() {
        SslOptions.Builder options = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
        trust.ifPresent(
                store -> options.truststore(store.file(), store.password().toCharArray()));
        keys.ifPresent(store -> options.keystore(store.file(), store.password().toCharArray()));
        return options.build();
    }
}
