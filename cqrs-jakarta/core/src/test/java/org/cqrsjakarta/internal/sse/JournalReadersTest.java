package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import org.cqrsjakarta.internal.delivery.JournalSpace;
import org.cqrsjakarta.internal.delivery.Owner;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

class JournalReadersTest {

    private final Journal journal =
            new Journal(10, 10_000, 1000, 0, new JournalSpace(1 << 20), Owner.of(null, null), new ManualTime());
    private final JournalReaders readers = new JournalReaders();

    private JournalReader reader(long next, long nextBytes) {
        return new JournalReader(journal, new Bell(), next, nextBytes);
    }

    @Test
    void whenTheForemostIsGoneTheNextOneIsAndSoManyBytesAreTaken() {
        JournalReader foremost = reader(5, 500);
        readers.add(reader(2, 200));
        readers.add(foremost);
        readers.remove(foremost);
        assertThat(readers.taken()).isEqualTo(2);
        assertThat(readers.takenBytes()).isEqualTo(200);
    }

    @Test
    void alsoWhereThatOneHasTakenNothing() {
        JournalReader foremost = reader(5, 500);
        readers.add(reader(0, 0));
        readers.add(foremost);
        readers.remove(foremost);
        assertThat(readers.taken()).isEqualTo(0);
        assertThat(readers.takenBytes()).isEqualTo(0);
    }
}
