package org.cqrsjakarta.internal.sse;

import java.util.Optional;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.store.StoreAwayException;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.jspecify.annotations.Nullable;

/** Reads the copy of another node's stream, and sees to it that that node goes on copying. Of one thread. */
final class CopyReader {

    /** The node is asked again after so many polls without anything: what it was told may have been lost. */
    private static final int POLLS_PER_POST = 5;

    private final NodeStreams nodes;
    private final String key;

    /** The node that was asked to go on copying, and need not be asked again; {@code null}: none. */
    private @Nullable String asked;

    private int idle;

    CopyReader(NodeStreams nodes, String key) {
        this.nodes = nodes;
        this.key = key;
    }

    /**
     * Reads, and says that it listens.
     *
     * @param number   of the first entry that is wanted
     * @param bytes    as many as have no more; 0: none
     * @param position that its client has reached
     * @return {@code null} while the store is away; empty if there is no copy
     * @throws InterruptedException if the thread is interrupted
     */
    @SuppressWarnings("NullableOptional")
    @Nullable
    Optional<Page> read(long number, int bytes, long position) throws InterruptedException {
        try {
            Optional<Page> page = nodes.read(
                    key, new Reading(number, bytes, nodes.node(), nodes.rules().nodeTimeout()));
            if (page.isPresent()) {
                ask(page.get().copy(), position);
            }
            return page;
        } catch (StoreAwayException e) {
            asked = null;
            return null;
        }
    }

    /** Whoever else listens there, or does not; another one, where that has gone on with the stream. */
    private void ask(Copy copy, long position) {
        if (!copy.ended() && !copy.node().equals(asked)) {
            asked = copy.node();
            nodes.post(new NodePost.Follow(key, position, asked).text());
        }
    }

    /** A poll long nothing has come. */
    void nothingCame() {
        if (++idle % POLLS_PER_POST == 0) {
            asked = null;
        }
    }
}
