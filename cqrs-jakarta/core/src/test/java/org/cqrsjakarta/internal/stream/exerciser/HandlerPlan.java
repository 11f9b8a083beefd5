package org.cqrsjakarta.internal.stream.exerciser;

import java.util.random.RandomGenerator;

/**
 * What one handler does.
 *
 * @param length     number of items, if nothing happens
 * @param create     what happens in its constructor
 * @param open       in its handle
 * @param at         the item at which something happens; {@code length}: at the end
 * @param item       what happens then
 * @param close      when its source is closed
 * @param destroy    when it is destroyed
 * @param deafMillis how long it is deaf, if that happens
 * @param raises     one in how many items has domain events; 0: none
 * @param seed       for what its source does beside that
 */
record HandlerPlan(
        int length,
        Mishap create,
        Mishap open,
        int at,
        Mishap item,
        Mishap close,
        Mishap destroy,
        int deafMillis,
        int raises,
        long seed) {

    /** One of a handler of this temper. */
    static HandlerPlan random(RandomGenerator random, int length, ExercisedHandler.Temper temper) {
        if (temper == ExercisedHandler.Temper.CALM) {
            return new HandlerPlan(
                    length, Mishap.NONE, Mishap.NONE, length, Mishap.NONE, Mishap.NONE, Mishap.NONE, 1, 0, 0);
        }
        Mishap open = random.nextInt(15) == 0 ? Mishap.any(random) : Mishap.NONE;
        boolean fails = random.nextInt(10) < (temper == ExercisedHandler.Temper.TAME ? 2 : 7);
        return new HandlerPlan(
                length,
                random.nextInt(30) == 0 ? Mishap.atCreation(random) : Mishap.NONE,
                open,
                random.nextInt(length + 1),
                fails ? failure(random, open) : Mishap.NONE,
                random.nextInt(12) == 0 ? Mishap.atTheEnd(random) : Mishap.NONE,
                random.nextInt(12) == 0 ? Mishap.atTheEnd(random) : Mishap.NONE,
                // Beyond the patience of who leaves in one of eight.
                1 + random.nextInt(random.nextInt(8) == 0 ? 160 : 15),
                random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0,
                random.nextLong());
    }

    /** A handler is interrupted once: one that swallows that and then waits again is not to be helped. */
    private static Mishap failure(RandomGenerator random, Mishap before) {
        Mishap any = random.nextBoolean() ? Mishap.CHECKED_EXCEPTION : Mishap.any(random);
        return before == Mishap.BLOCKS_AND_GOES_ON && any.waits() ? Mishap.RUNTIME_EXCEPTION : any;
    }

    /** Whether its items, and how it ends, are its own doing, unless it is left. */
    boolean isStraight() {
        return !item.endsByOthers() && !open.endsByOthers() && !create.endsByOthers();
    }

    @Override
    public String toString() {
        return (create == Mishap.NONE ? "" : create + " at creation, ")
                + (open == Mishap.NONE ? "" : open + " in handle, ")
                + (item == Mishap.NONE ? "" : item + " at " + at + ", ")
                + (close == Mishap.NONE ? "" : close + " at closing, ")
                + (destroy == Mishap.NONE ? "" : destroy + " at destruction, ")
                + length + " items";
    }
}
