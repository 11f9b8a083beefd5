package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.wire.LineEncoder;
import org.cqrsjakarta.spi.ItemEncoder;
import org.jspecify.annotations.Nullable;

/**
 * The application's {@link ItemEncoder} bean if it has one, else its {@link Jsonb} bean, else JSON-B with its defaults. Found at
 * first use.
 */
final class EncoderSource implements Supplier<LineEncoder> {

    private final BeanManager beans;
    private final ReentrantLock finding = new ReentrantLock();
    private volatile @Nullable LineEncoder found;

    EncoderSource(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public LineEncoder get() {
        LineEncoder encoder = found;
        return encoder == null ? findOnce() : encoder;
    }

    /** One for all streams, also for those that begin at once. */
    private LineEncoder findOnce() {
        finding.lock();
        try {
            LineEncoder encoder = found;
            if (encoder == null) {
                encoder = find();
                found = encoder;
            }
            return encoder;
        } finally {
            finding.unlock();
        }
    }

    private LineEncoder find() {
        var own = beans.createInstance().select(ItemEncoder.class);
        if (own.isResolvable()) {
            return LineEncoder.of(own.get());
        }
        return JsonbSource.in(beans)
                .map(jsonb -> LineEncoder.of(jsonb::toJson))
                .orElseGet(() -> new JsonbLines(JsonbBuilder.create()));
    }
}
