package org.cqrsjakarta.internal.wire;

/** The bytes of one frame, for whoever keeps them. */
@FunctionalInterface
public interface Frame {

    /** Takes a frame: whole, or its parts one behind the other. */
    interface Parts {

        /** Takes a whole frame, which nobody changes any more: a large one need not be copied. */
        void add(byte[] whole);

        /**
         * Copies a part.
         *
         * @param some      its array
         * @param length    so many of the first bytes there
         * @param following how many of the frame are still to come
         */
        void add(byte[] some, int length, int following);
    }

    /** Gives all of it. If that fails, a part may have been given. */
    void giveTo(Parts parts);

    /** A frame that is there as an array, which nobody changes any more. */
    static Frame of(byte[] bytes) {
        return parts -> parts.add(bytes);
    }
}
