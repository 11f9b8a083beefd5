package org.cqrsjakarta.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Any bytes at all: the parser throws nothing, gives the same frames wherever the bytes are cut, and those that
 * {@link SpecificationParser} gives.
 */
public final class ParserFuzz {

    private ParserFuzz() {}

    /** Called by a fuzzer. */
    public static void fuzzerTestOneInput(byte[] stream) {
        List<Frame> expected = SpecificationParser.parse(stream);
        check(expected, new EventStreamParser().feed(stream), "whole", stream);
        check(expected, inPieces(stream, new Random(1), 1), "byte by byte", stream);
        check(expected, inPieces(stream, new Random(Arrays.hashCode(stream)), 9), "in pieces", stream);
    }

    /** What the parser gives for pieces of one up to so many bytes. */
    static List<Frame> inPieces(byte[] stream, Random random, int longest) {
        EventStreamParser parser = new EventStreamParser();
        List<Frame> frames = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            int length = Math.min(stream.length - at, 1 + random.nextInt(longest));
            frames.addAll(parser.feed(stream, at, length));
            at += length;
        }
        return frames;
    }

    private static void check(List<Frame> expected, List<Frame> found, String how, byte[] stream) {
        if (!expected.equals(found)) {
            throw new AssertionError("Fed " + how + ", "
                    + Base64.getEncoder().encodeToString(stream) + " (Base64) became " + found + ", expected: "
                    + expected);
        }
    }
}
