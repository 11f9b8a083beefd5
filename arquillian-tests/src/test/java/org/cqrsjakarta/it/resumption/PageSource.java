package org.cqrsjakarta.it.resumption;

import jakarta.inject.Inject;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.StreamingRequestHandler;

/** Turns the pages. */
@StreamingHandler
public class PageSource implements StreamingRequestHandler<Pages, String> {

    @Inject
    private Account account;

    @Override
    public Stream<String> handle(Pages request) {
        account.opened();
        return IntStream.rangeClosed(1, request.count())
                .mapToObj(page -> {
                    pause(request.gapMillis());
                    account.pulled();
                    return request.book() + " " + page;
                })
                .onClose(account::closed);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
