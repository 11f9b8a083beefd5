package org.cqrsjakarta;

/**
 * An item that can be told apart from others, for {@link Continuation#DISTINCT}. For items that cannot implement it there is
 * {@link ItemKey}.
 */
public interface Keyed {

    /**
     * What makes this item the same as another one, whichever step it comes from.
     *
     * @return the key, with {@code equals} and {@code hashCode}; not {@code null}
     */
    Object key();
}
