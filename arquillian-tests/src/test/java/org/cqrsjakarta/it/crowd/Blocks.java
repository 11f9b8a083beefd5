package org.cqrsjakarta.it.crowd;

import org.cqrsjakarta.StreamRequest;

/** Asks for 100 MB, ready at once: 1,600 items of 64 KB. */
public record Blocks() implements StreamRequest<String> {

    static final int COUNT = 1_600;
    static final int SIZE = 64 * 1024;
}
