package org.cqrsjakarta.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** {@code circuit.lua}: sent once, and again when the server has forgotten it; else only its digest is. */
final class CircuitScript {

    private static final String FILE = "circuit.lua";

    private final byte[] text;
    private final byte[] digest;

    CircuitScript() {
        try (InputStream file = CircuitScript.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE);
            }
            text = file.readAllBytes();
            digest = Names.ascii(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Object run(UnifiedJedis client, CircuitStep step) {
        try {
            return client.evalsha(digest, step.keys(), step.arguments());
        } catch (JedisNoScriptException e) {
            return client.eval(text, step.keys(), step.arguments());
        }
    }
}
