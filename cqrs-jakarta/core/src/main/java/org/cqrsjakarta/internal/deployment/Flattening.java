package org.cqrsjakarta.internal.deployment;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Handlers whose streams give many items at once: a {@code flatMap} that is pulled for one item reads an inner stream
 * whole, into a buffer without a bound, however many it has. Nothing that a stream tells about itself says so, hence it is
 * read from the handler's class: its constants name each method that it calls (JVMS 4.4).
 */
final class Flattening {

    private static final int MAGIC = 0xCAFEBABE;

    private static final Set<String> METHODS = Set.of(
            "flatMap",
            "flatMapToInt",
            "flatMapToLong",
            "flatMapToDouble",
            "mapMulti",
            "mapMultiToInt",
            "mapMultiToLong",
            "mapMultiToDouble",
            "gather");

    private static final Set<String> STREAMS = Set.of(
            "java/util/stream/Stream",
            "java/util/stream/IntStream",
            "java/util/stream/LongStream",
            "java/util/stream/DoubleStream");

    private Flattening() {}

    /**
     * Looks for such a call in a class, and in those that it extends.
     *
     * @param handler class of a handler
     * @return {@code false} also where a class cannot be read: then the stream is pulled as any other
     */
    static boolean isIn(Class<?> handler) {
        for (Class<?> type = handler; type != null && type != Object.class; type = type.getSuperclass()) {
            if (isCalledIn(type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCalledIn(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            return bytes != null && callsOne(Constants.read(new DataInputStream(new BufferedInputStream(bytes))));
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static boolean callsOne(Constants constants) {
        for (int i = 1; i < constants.tags.length; i++) {
            if (constants.isMethod(i)
                    && METHODS.contains(constants.nameOfMethod(i))
                    && STREAMS.contains(constants.ownerOfMethod(i))) {
                return true;
            }
        }
        return false;
    }

    /** The constant pool of one class, as far as it tells of methods. */
    private static final class Constants {

        private static final int UTF8 = 1;
        private static final int METHOD = 10;
        private static final int METHOD_OF_INTERFACE = 11;

        private final byte[] tags;
        private final int[] first;
        private final int[] second;
        private final String[] texts;

        private Constants(int count) {
            tags = new byte[count];
            first = new int[count];
            second = new int[count];
            texts = new String[count];
        }

        static Constants read(DataInputStream in) throws IOException {
            if (in.readInt() != MAGIC) {
                throw new IOException("no class file");
            }
            in.skipNBytes(4);
            int count = in.readUnsignedShort();
            Constants read = new Constants(count);
            int at = 1;
            while (at < count) {
                at += read.readOne(in, at);
            }
            return read;
        }

        /** Reads one, and tells how many places it takes. */
        private int readOne(DataInputStream in, int at) throws IOException {
            byte tag = in.readByte();
            tags[at] = tag;
            switch (tag) {
                case UTF8 -> texts[at] = in.readUTF();
                case 5, 6 -> {
                    in.skipNBytes(8);
                    return 2;
                }
                case 7, 8, 16, 19, 20 -> first[at] = in.readUnsignedShort();
                case 15 -> in.skipNBytes(3);
                default -> {
                    first[at] = in.readUnsignedShort();
                    second[at] = in.readUnsignedShort();
                }
            }
            return 1;
        }

        boolean isMethod(int at) {
            return tags[at] == METHOD || tags[at] == METHOD_OF_INTERFACE;
        }

        String ownerOfMethod(int at) {
            return texts[first[first[at]]];
        }

        String nameOfMethod(int at) {
            return texts[first[second[at]]];
        }
    }
}
