package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.bind.Jsonb;
import java.util.Optional;

/** The application's own {@link Jsonb}, if it has one. */
final class JsonbSource {

    private JsonbSource() {}

    static Optional<Jsonb> in(BeanManager beans) {
        var declared = beans.createInstance().select(Jsonb.class);
        return declared.isResolvable() ? Optional.of(declared.get()) : Optional.empty();
    }
}
