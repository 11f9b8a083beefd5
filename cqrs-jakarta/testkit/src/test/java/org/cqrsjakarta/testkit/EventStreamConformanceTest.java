package org.cqrsjakarta.testkit;

import java.util.List;
import java.util.function.Function;

class EventStreamConformanceTest extends EventStreamContract {

    @Override
    protected Function<byte[], List<Frame>> newParser() {
        return new EventStreamParser()::feed;
    }
}
