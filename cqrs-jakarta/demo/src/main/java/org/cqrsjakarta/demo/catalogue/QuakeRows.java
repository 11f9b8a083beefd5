package org.cqrsjakarta.demo.catalogue;

import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cqrsjakarta.demo.Quake;

/** A cursor as a stream that fetches as it is pulled. */
final class QuakeRows extends AbstractSpliterator<Quake> {

    private final QuakeCursor cursor;
    private final Pace pace;

    private QuakeRows(QuakeCursor cursor, Pace pace) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.cursor = cursor;
        this.pace = pace;
    }

    /** Closing the stream closes the cursor. */
    static Stream<Quake> stream(QuakeCursor cursor, Pace pace) {
        return StreamSupport.stream(new QuakeRows(cursor, pace), false).onClose(() -> close(cursor));
    }

    @Override
    public boolean tryAdvance(Consumer<? super Quake> action) {
        try {
            var quake = cursor.next();
            if (quake == null) {
                return false;
            }
            pace.await();
            action.accept(quake);
            return true;
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt();
            throw new CatalogueException(left);
        } catch (SQLException e) {
            throw new CatalogueException(e);
        }
    }

    private static void close(QuakeCursor cursor) {
        try {
            cursor.close();
        } catch (SQLException e) {
            throw new CatalogueException(e);
        }
    }
}
