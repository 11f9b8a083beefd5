package org.cqrsjakarta.internal.stream;

import java.util.List;
import org.cqrsjakarta.ItemKey;
import org.cqrsjakarta.internal.chain.KeyText;

/**
 * Tells the items of a stream apart that another node has begun. Of those that it has delivered only the texts of their
 * keys are known; keys of this node are compared by {@code equals}, as ever.
 *
 * @param <R> type of the items
 */
final class RecalledKeys<R> implements ItemKey<R> {

    /** Stands for a key of the lost node. No key of a handler is equal to it. */
    private record Recalled(String text) {}

    private final ItemKey<? super R> keys;
    private final DeliveredKeys delivered;

    /**
     * Recalls the keys.
     *
     * @param keys      of the chain
     * @param delivered takes up those that are recalled
     * @param texts     of the keys that the lost node has delivered, oldest first
     */
    RecalledKeys(ItemKey<? super R> keys, DeliveredKeys delivered, List<String> texts) {
        this.keys = keys;
        this.delivered = delivered;
        for (String text : texts) {
            delivered.add(new Recalled(text));
        }
    }

    /** The item's own key, or what stands for it. */
    @Override
    public Object of(R item) {
        Object key = keys.of(item);
        return KeyText.of(key)
                .<Object>map(Recalled::new)
                .filter(delivered::contains)
                .orElse(key);
    }
}
