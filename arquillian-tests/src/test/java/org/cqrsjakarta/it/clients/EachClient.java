package org.cqrsjakarta.it.clients;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.junit.jupiter.api.DynamicTest;

/** One test for each client; all of them run at once, since most of their time is waiting before they come back. */
final class EachClient {

    private EachClient() {}

    /** What is tried with one client. */
    interface Trial {
        void with(Client client) throws Exception;
    }

    static List<DynamicTest> with(Trial trial) {
        return with(any -> true, trial);
    }

    static List<DynamicTest> with(Predicate<Client> those, Trial trial) {
        return Arrays.stream(Client.values())
                .filter(those)
                .map(client -> {
                    FutureTask<Void> run = new FutureTask<>(() -> {
                        trial.with(client);
                        return null;
                    });
                    Thread.ofVirtual().name("trial-" + client).start(run);
                    return DynamicTest.dynamicTest(client.name(), () -> join(run));
                })
                .toList();
    }

    private static void join(FutureTask<Void> run) throws Throwable {
        try {
            run.get();
        } catch (ExecutionException e) {
            // A failed assertion, or what says that the test is skipped.
            throw e.getCause();
        }
    }
}
