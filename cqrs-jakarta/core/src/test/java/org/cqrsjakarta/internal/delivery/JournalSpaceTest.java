package org.cqrsjakarta.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JournalSpaceTest {

    private static final int KB = 1024;

    /** A journal of which everything is still to be read. */
    private static final class Unread implements JournalSpace.Share {

        final AtomicInteger looks = new AtomicInteger();

        @Override
        public long bytes() {
            looks.incrementAndGet();
            return 32 * KB;
        }

        @Override
        public void shrinkTo(long bytes) {
            looks.incrementAndGet();
        }
    }

    /** As many clients as read nothing, 32 KB each, as fill the default of 64 MB; and one that reads. */
    @Test
    void whoReadsNothingCostsTheOthersNothing() {
        JournalSpace space = new JournalSpace(64 * KB * KB);
        List<Unread> stuck = new ArrayList<>();
        for (int i = 0; i < 2_100; i++) {
            Unread journal = new Unread();
            space.enter(journal);
            space.change(32 * KB);
            stuck.add(journal);
        }
        Unread healthy = new Unread();
        space.enter(healthy);
        for (int item = 0; item < 100; item++) {
            space.change(100);
            space.makeRoom(healthy);
        }
        assertThat(stuck.stream().mapToInt(journal -> journal.looks.get()).sum())
                .as("looks at other journals for 100 items")
                .isLessThan(3 * 2_100);
    }
}
