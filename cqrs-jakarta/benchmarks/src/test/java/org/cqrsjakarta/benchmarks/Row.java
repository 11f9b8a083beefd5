package org.cqrsjakarta.benchmarks;

/**
 * Work of ours and the same of a peer's, as the benchmarks do it.
 *
 * @param name      as in the file of what is expected
 * @param inRequest whether a request is active on the thread that does it
 * @param ours      what is guarded
 * @param peer      what it is compared with
 */
record Row(String name, boolean inRequest, Task ours, Task peer) {

    /** One invocation of a benchmark. */
    interface Task {
        void run() throws Exception;
    }

    void run(Task task, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            task.run();
        }
    }
}
