package org.cqrsjakarta.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RequestBeansTest {

    private final RequestBeans beans = new RequestBeans();
    private final List<Object> destroyed = new CopyOnWriteArrayList<>();

    private final class Bean implements Contextual<Object> {

        private final Supplier<Object> creation;
        private final Runnable atItsEnd;

        Bean(Supplier<Object> creation) {
            this(creation, () -> {});
        }

        Bean(Supplier<Object> creation, Runnable atItsEnd) {
            this.creation = creation;
            this.atItsEnd = atItsEnd;
        }

        @Override
        public Object create(CreationalContext<Object> context) {
            return creation.get();
        }

        @Override
        public void destroy(Object instance, CreationalContext<Object> context) {
            atItsEnd.run();
            destroyed.add(instance);
        }
    }

    private Object get(Bean bean) {
        return beans.get(bean, null);
    }

    @Test
    void theLastCreatedIsDestroyedFirstAndMayUseTheOthers() {
        Bean first = new Bean(() -> "first");
        Bean second = new Bean(
                () -> get(first) + ", second", () -> assertThat(get(first)).isEqualTo("first"));
        assertThat(get(second)).isEqualTo("first, second");
        assertThat(beans.get(first)).isEqualTo("first");
        beans.destroyAll();
        assertThat(destroyed).containsExactly("first, second", "first");
        assertThat(beans.get(first)).isNull();
        beans.destroyAll();
        assertThat(destroyed).hasSize(2);
    }

    @Test
    void twoThatUseEachOtherAtTheirEndAreNotDestroyedForEver() {
        List<Bean> both = new ArrayList<>();
        both.add(new Bean(() -> "one", () -> get(both.get(1))));
        both.add(new Bean(() -> "other", () -> get(both.get(0))));
        get(both.get(0));
        beans.destroyAll();
        assertThat(destroyed).startsWith("one", "other").hasSizeLessThan(10);
    }

    @Test
    void oneWhoseDestructionFailsKeepsNoneOfTheOthers() {
        get(new Bean(() -> "kept"));
        get(new Bean(() -> "failing", () -> {
            throw new StackOverflowError();
        }));
        beans.destroyAll();
        assertThat(destroyed).containsExactly("kept");
    }

    @Test
    void aCreationThatTakesForEverHoldsUpNobodyElse() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Bean slow = new Bean(() -> {
            begun.countDown();
            await(goOn);
            return new Object();
        });
        List<Object> got = new CopyOnWriteArrayList<>();
        Thread creating = Thread.ofVirtual().start(() -> got.add(get(slow)));
        begun.await();
        assertThat(get(new Bean(() -> "quick"))).isEqualTo("quick");
        Thread second = Thread.ofVirtual().start(() -> got.add(get(slow)));
        goOn.countDown();
        creating.join();
        second.join();
        assertThat(got.get(0)).as("one instance, whoever was first").isSameAs(got.get(1));
        assertThat(destroyed).doesNotContain(got.get(0));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
