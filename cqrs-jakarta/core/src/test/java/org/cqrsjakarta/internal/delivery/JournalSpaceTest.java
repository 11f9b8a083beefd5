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
            space.enter(journal, new Owner(null, null));
            space.change(32 * KB);
            stuck.add(journal);
        }
        Unread healthy = new Unread();
        space.enter(healthy, new Owner(null, "healthy"));
        for (int item = 0; item < 100; item++) {
            space.change(100);
            space.makeRoom(healthy, 100);
        }
        assertThat(stuck.stream().mapToInt(journal -> journal.looks.get()).sum())
                .as("looks at other journals for 100 items")
                .isLessThan(3 * 2_100);
    }

    /** What one has, and gives back all of when it is asked. */
    private static final class Kept implements JournalSpace.Share {

        private final JournalSpace space;
        private long bytes;

        Kept(JournalSpace space, Owner owner) {
            this.space = space;
            space.enter(this, owner);
        }

        Kept with(long more) {
            bytes += more;
            space.change(more);
            space.makeRoom(this, more);
            return this;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void shrinkTo(long most) {
            long less = Math.max(0, bytes - most);
            bytes -= less;
            space.change(-less);
        }
    }

    @Test
    void whoHasManyStreamsSharesWhatOneOwnerMayHave() {
        JournalSpace space = new JournalSpace(1000);
        Kept alone = new Kept(space, Owner.of(null, "203.0.113.1")).with(400);
        Owner crowd = Owner.of(null, "203.0.113.2");
        List<Kept> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(new Kept(space, crowd).with(100));
        }
        assertThat(alone.bytes).as("less than half of all").isEqualTo(400);
        assertThat(many).allMatch(one -> one.bytes <= 100).anyMatch(one -> one.bytes == 50);
        assertThat(space.taken()).isLessThanOrEqualTo(1000);
        space.leave(alone);
        many.forEach(space::leave);
    }
}
