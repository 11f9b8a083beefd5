package org.cqrsjakarta.internal.deployment;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Fallback;
import org.cqrsjakarta.ItemKey;
import org.cqrsjakarta.Keyed;
import org.cqrsjakarta.internal.chain.KeyTexts;

/** Which chains no other node can go on with when the one that runs them is lost. */
final class Takeovers {

    private final Consumer<String> nothingFollows;
    private final BiConsumer<String, String> keysStay;

    /**
     * Has them told.
     *
     * @param nothingFollows is given the place of a primary after which nothing comes
     * @param keysStay       is given the place of a fallback, and the type of its items' keys, which no other node can know
     */
    Takeovers(Consumer<String> nothingFollows, BiConsumer<String, String> keysStay) {
        this.nothingFollows = nothingFollows;
        this.keysStay = keysStay;
    }

    /** Looks at the streaming ones among them. */
    void check(List<List<HandlerModel>> chains) {
        chains.stream()
                .filter(chain -> chain.getFirst().contract().isStreaming())
                .forEach(this::checkOne);
    }

    private void checkOne(List<HandlerModel> chain) {
        if (chain.size() == 1) {
            nothingFollows.accept(chain.getFirst().place());
        }
        for (HandlerModel model : chain) {
            Fallback fallback = model.fallback();
            if (fallback != null && fallback.continuation() == Continuation.DISTINCT) {
                Type keys = keysOf(fallback.key(), model.items().raw());
                if (KeyTexts.of(keys) == KeyTexts.NONE) {
                    keysStay.accept(model.place(), keys.getTypeName());
                }
            }
        }
    }

    /** As they are declared; what a compiler has added says less. */
    private static Type keysOf(Class<?> key, Class<?> items) {
        boolean isOwn = key == ItemKey.OfKeyed.class && Keyed.class.isAssignableFrom(items);
        return Arrays.stream((isOwn ? items : key).getMethods())
                .filter(method -> !method.isBridge() && isOfKey(method, isOwn))
                .findFirst()
                .<Type>map(Method::getGenericReturnType)
                .orElse(Object.class);
    }

    private static boolean isOfKey(Method method, boolean isOwn) {
        return isOwn
                ? method.getName().equals("key") && method.getParameterCount() == 0
                : method.getName().equals("of") && method.getParameterCount() == 1;
    }
}
