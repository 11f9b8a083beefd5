package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The application's {@link Jsonb} bean if it has one, else JSON-B with its defaults. Found at first use. */
final class JsonbSource implements Supplier<Jsonb> {

    private final BeanManager beans;
    private volatile @Nullable Jsonb found;

    JsonbSource(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public Jsonb get() {
        Jsonb jsonb = found;
        if (jsonb == null) {
            var declared = beans.createInstance().select(Jsonb.class);
            jsonb = declared.isResolvable() ? declared.get() : JsonbBuilder.create();
            found = jsonb;
        }
        return jsonb;
    }
}
