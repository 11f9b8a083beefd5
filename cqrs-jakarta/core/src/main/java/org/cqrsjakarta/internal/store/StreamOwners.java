package org.cqrsjakarta.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whose stream one is, such that other nodes can tell and nobody else can: of the user, and of what was asked, a digest that
 * takes the application's secret.
 */
public final class StreamOwners {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final char AND = '.';

    private final SecretKeySpec secret;

    /** Creates them. */
    StreamOwners(String secret) {
        this.secret = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    }

    /**
     * The owner of a stream.
     *
     * @param user    name of the authenticated caller; {@code null} if there is none
     * @param asked   method and path of the request that opened it; {@code null} where that is not known
     * @param request in one text, the same on each node
     */
    public String of(@Nullable String user, @Nullable String asked, String request) {
        return digest("stream", user, asked, request) + AND + ofUser(user);
    }

    /** Whether this owner is of the user, whatever was asked. */
    public boolean isOf(String owner, @Nullable String user) {
        return owner.endsWith(AND + ofUser(user));
    }

    /** Stands for a user. */
    public String ofUser(@Nullable String user) {
        return digest("user", user);
    }

    /** Each part with its length: no two rows of parts are the same text. */
    private String digest(@Nullable String... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            for (String part : parts) {
                byte[] bytes = part == null ? new byte[0] : part.getBytes(UTF_8);
                mac.update(((part == null ? -1 : bytes.length) + ":").getBytes(UTF_8));
                mac.update(bytes);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac.doFinal(), BYTES));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
