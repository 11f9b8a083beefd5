package org.cqrsjakarta.internal.stream.exerciser;

/** Runs a task where the stack is all but exhausted. */
final class ShortStack {

    private final int frames;
    private final Runnable task;
    private boolean hasRun;

    /**
     * Describes it.
     *
     * @param frames number of frames, small ones, for which there is room
     */
    ShortStack(int frames, Runnable task) {
        this.frames = frames;
        this.task = task;
    }

    void run() {
        var unused = descend();
    }

    /** Down to the end, and so many frames up again. */
    private int descend() {
        int height;
        try {
            height = descend() + 1;
        } catch (StackOverflowError bottom) {
            if (hasRun) {
                throw bottom;
            }
            height = 0;
        }
        if (height == frames) {
            hasRun = true;
            task.run();
        }
        return height;
    }
}
