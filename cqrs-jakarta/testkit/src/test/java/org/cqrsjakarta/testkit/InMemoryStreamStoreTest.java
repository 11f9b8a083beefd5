package org.cqrsjakarta.testkit;

import java.time.Duration;
import org.cqrsjakarta.spi.InMemoryStreamStore;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.StreamStore.Stream;

class InMemoryStreamStoreTest extends StreamStoreContract {

    private final TurnedTime time = new TurnedTime();
    private final InMemoryStreamStore store = new InMemoryStreamStore(time);

    @Override
    protected StreamStore store() {
        return store;
    }

    @Override
    protected void pass(Duration duration) {
        time.pass(duration);
    }

    @Override
    protected boolean setsBack(Duration duration) {
        time.setBack(duration);
        return true;
    }

    @Override
    protected void lose(String namespace) {
        store.flush();
    }

    @Override
    protected void garble(Stream stream) {
        store.write(stream, "1;owner;soon");
    }

    @Override
    protected int histories() {
        return 2_000;
    }
}
