package org.cqrsjakarta.it.database;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.stream.Stream;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamingHandler;

/** As the guide has it. */
@StreamingHandler
public class EmittedMeasures implements EmittingRequestHandler<StreamMeasures, String> {

    @PersistenceContext
    @SuppressWarnings("NullAway.Init")
    private EntityManager entities;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Transaction transaction;

    @Override
    @Transactional
    public void handle(StreamMeasures request, Emitter<String> emitter) {
        try (Stream<Measure> rows = entities.createQuery("select m from Measure m order by m.id", Measure.class)
                .getResultStream()) {
            rows.forEach(row -> emitter.emit(row.getId() + " " + transaction.state()));
        }
    }
}
