package org.cqrsjakarta;

/**
 * Tells items apart that cannot implement {@link Keyed}, for {@link Continuation#DISTINCT}: those of a library, generated
 * ones, or strings. Named by {@link Fallback#key()}.
 *
 * <pre>{@code
 * public class PriceKey implements ItemKey<Price> {
 *     public Object of(Price price) {
 *         return price.getId();
 *     }
 * }
 * }</pre>
 *
 * <p>A CDI bean, of any scope, or any other class that has a constructor without parameters. There is one instance, or one
 * client proxy, for the whole application, called by the threads of all streams at once.
 *
 * @param <R> type of the items, or a type that they extend
 */
public interface ItemKey<R> {

    /**
     * What makes this item the same as another one, whichever step it comes from. Called once for each item of the chain's
     * streams, those of its primary included, before it is delivered. What it throws is a failure of the item's step.
     *
     * @param item not {@code null}
     * @return the key, with {@code equals} and {@code hashCode}; not {@code null}
     */
    Object of(R item);

    /** The items' own: {@link Keyed#key()}. */
    final class OfKeyed implements ItemKey<Keyed> {

        @Override
        public Object of(Keyed item) {
            return item.key();
        }
    }
}
