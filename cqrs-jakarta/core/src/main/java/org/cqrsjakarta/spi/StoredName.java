package org.cqrsjakarta.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What applications call their parts, as a store can keep it. A name may hold any character, and no two are the same in the
 * store, whatever it does to case, spaces, zeros, or half a surrogate pair.
 */
public final class StoredName {

    private static final int DIGEST_BYTES = 16;
    private static final int HEX = 16;
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private StoredName() {}

    /**
     * A part of a key: 22 of {@code A-Z a-z 0-9 _ -}, which are 128 bits of a digest. So nothing can be called such that it is
     * found where something else is.
     */
    public static String digest(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(escaped(name).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A name in printable ASCII without a space, the rest as in Java's sources. */
    public static String escaped(String name) {
        StringBuilder escaped = new StringBuilder(name.length());
        name.chars().forEach(c -> {
            if (c > ' ' && c <= '~' && c != '\\') {
                escaped.append((char) c);
            } else {
                escaped.append("\\u").append(String.format("%04x", c));
            }
        });
        return escaped.toString();
    }

    /** The name that was {@linkplain #escaped escaped}; of anything else, some name. */
    public static String unescaped(String escaped) {
        return ESCAPE.matcher(escaped)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(escape.group(1), HEX))));
    }
}
