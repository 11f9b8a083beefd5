package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.function.Supplier;
import org.cqrsjakarta.spi.ItemEncoder;
import org.jspecify.annotations.Nullable;

/**
 * The application's {@link ItemEncoder} bean if it has one, else its {@link Jsonb} bean, else JSON-B with its defaults. Found at
 * first use.
 */
final class EncoderSource implements Supplier<ItemEncoder> {

    private final BeanManager beans;
    private volatile @Nullable ItemEncoder found;

    EncoderSource(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public ItemEncoder get() {
        ItemEncoder encoder = found;
        if (encoder == null) {
            encoder = find();
            found = encoder;
        }
        return encoder;
    }

    private ItemEncoder find() {
        var own = beans.createInstance().select(ItemEncoder.class);
        if (own.isResolvable()) {
            return own.get();
        }
        var declared = beans.createInstance().select(Jsonb.class);
        return declared.isResolvable() ? declared.get()::toJson : new JsonbEncoder(JsonbBuilder.create());
    }
}
