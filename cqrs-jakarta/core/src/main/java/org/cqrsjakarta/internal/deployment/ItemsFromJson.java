package org.cqrsjakarta.internal.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import org.cqrsjakarta.internal.chain.ItemReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads items that another node has sent: the application's {@link Jsonb} bean if it has one, else JSON-B with its defaults.
 * They are made of the type that the handlers declare, and no other, whatever the text says.
 */
final class ItemsFromJson implements ItemReader<Object> {

    private final BeanManager beans;
    private final ConcreteType items;
    private volatile @Nullable Jsonb found;

    ItemsFromJson(BeanManager beans, ConcreteType items) {
        this.beans = beans;
        this.items = items;
    }

    @Override
    public Object read(byte[] line) {
        return jsonb().fromJson(new String(line, UTF_8), items.type());
    }

    private Jsonb jsonb() {
        Jsonb known = found;
        if (known == null) {
            known = JsonbSource.in(beans).orElseGet(JsonbBuilder::create);
            found = known;
        }
        return known;
    }
}
