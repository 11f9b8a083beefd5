package org.cqrsjakarta.demo.catalogue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.demo.Quake;
import org.cqrsjakarta.demo.StreamQuakes;
import org.cqrsjakarta.demo.live.LiveQuakes;

/**
 * The fallback: the same quakes from the database. {@code DISTINCT}: those that the client already has are left out,
 * whichever source they came from.
 */
@Fallback(of = LiveQuakes.class, continuation = Continuation.DISTINCT)
public class CatalogueQuakes implements StreamingRequestHandler<StreamQuakes, Quake> {

    private final Catalogue catalogue;

    /**
     * Called by CDI, for each stream.
     *
     * @param catalogue the database
     */
    @Inject
    public CatalogueQuakes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Stream<Quake> handle(StreamQuakes request) throws SQLException {
        return catalogue.read(request, 0);
    }

    /** The same; what was delivered is passed over without a pace. */
    @Override
    public Stream<Quake> handle(StreamQuakes request, Switchover<Quake> switchover) throws SQLException {
        return catalogue.read(request, switchover.position());
    }
}
