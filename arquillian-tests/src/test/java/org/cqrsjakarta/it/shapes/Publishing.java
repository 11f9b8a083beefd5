package org.cqrsjakarta.it.shapes;

import jakarta.inject.Inject;
import java.util.concurrent.Flow;
import org.cqrsjakarta.DomainEvents;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.PublishingRequestHandler;

/** Signals where it is asked. */
@Fallback(of = Limited.class)
public class Publishing implements PublishingRequestHandler<AskAll, String> {

    @Inject
    private Witness witness;

    @Inject
    private DomainEvents events;

    @Override
    public Flow.Publisher<String> handle(AskAll request) {
        return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private boolean ended;

            @Override
            public void request(long items) {
                if (!ended) {
                    ended = true;
                    events.raise(new Mentioned("publishing"));
                    subscriber.onNext(witness.see("publishing"));
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {
                ended = true;
            }
        });
    }
}
