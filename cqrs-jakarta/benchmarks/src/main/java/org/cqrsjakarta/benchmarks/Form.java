package org.cqrsjakarta.benchmarks;

/**
 * How long is measured, in turns of a second.
 *
 * @param forks       how many JVMs, one after the other, each of which compiles in its own way
 * @param ourWarmUp   turns before this library's code is compiled as it will be
 * @param peersWarmUp the same of the others, which have less of it
 * @param turns       how many are measured in each JVM
 */
record Form(int forks, int ourWarmUp, int peersWarmUp, int turns) {

    /** Less than ten minutes in all. */
    private static final Form QUICK = new Form(1, 8, 3, 3);

    /** An hour and a half. */
    private static final Form LONG = new Form(5, 15, 6, 8);

    static Form of(String name) {
        return switch (name) {
            case "quick" -> QUICK;
            case "long" -> LONG;
            default -> throw new IllegalArgumentException("form = " + name + ", allowed: quick, long");
        };
    }
}
