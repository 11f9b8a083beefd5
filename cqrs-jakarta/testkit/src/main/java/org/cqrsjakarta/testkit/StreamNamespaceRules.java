package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.StreamStore.Beat;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.junit.jupiter.api.Test;

/** Applications and streams that have nothing in common, whatever they are called. */
abstract class StreamNamespaceRules extends StreamRules {

    private static final List<String> ENDS = List.of(
            " ",
            ":",
            ":s",
            "*",
            "{x}",
            "'",
            "\"",
            "%",
            "_",
            ";",
            ",",
            "/",
            "\\",
            "\\u0000",
            "\u0000",
            "\n",
            "\u00e9",
            "e\u0301",
            "\ud800",
            "\udc00",
            "?",
            "\ufffd",
            "\ud83d\ude00",
            "x".repeat(5_000));

    StreamNamespaceRules(StreamStoreContract contract) {
        super(contract);
    }

    /** All different, and such that careless stores take some for the same. */
    private List<String> namespaces() {
        return Stream.concat(
                        Stream.of(namespace, namespace.toUpperCase(Locale.ROOT)),
                        ENDS.stream().map(namespace::concat))
                .toList();
    }

    @Test
    void eachNamespaceHasCopiesOfItsOwn() {
        List<String> namespaces = namespaces();
        for (String each : namespaces) {
            StreamStore.Stream same = new StreamStore.Stream(each, stream.key());
            assertThat(store().read(same, new Reading(0, 1, "reader", LONG)))
                    .as(each)
                    .isEmpty();
            int epoch = 1 + namespaces.indexOf(each);
            assertThat(store().append(same, one.inEpoch(epoch, "one").part(epoch, item(epoch)))
                            .epoch())
                    .isEqualTo(epoch);
        }
        for (String each : namespaces) {
            StreamStore.Stream same = new StreamStore.Stream(each, stream.key());
            int epoch = 1 + namespaces.indexOf(each);
            assertThat(shown(store().read(same, new Reading(0, 100, "reader", LONG))))
                    .as(each)
                    .containsExactly("ITEM@" + epoch);
            assertThat(store().claim(same, epoch, "two", LONG).orElseThrow().keys())
                    .containsExactly("k" + epoch);
            store().remove(same, epoch + 1);
        }
    }

    @Test
    void eachNamespaceHasNodesAndPostsOfItsOwn() {
        List<String> namespaces = namespaces();
        for (String each : namespaces) {
            String node = "n" + namespaces.indexOf(each);
            store().post(each, node, LONG);

            assertThat(store().beat(each, node, LONG, 0)).as(each).isEqualTo(new Beat(List.of(node), 1, List.of(node)));
        }
    }

    @Test
    void aNamespaceMayBeEmpty() {
        StreamStore.Stream empty = new StreamStore.Stream("", stream.key());
        try {
            assertThat(store().append(empty, one.part(0, item(1))).end()).isEqualTo(1);
            assertThat(read(0)).isEmpty();
        } finally {
            store().remove(empty, 1);
        }
    }

    @Test
    void eachKeyIsACopyOfItsOwn() {
        String key = StoredName.digest("any").substring(1);
        List<String> keys = List.of("a" + key, "A" + key, "_" + key, "-" + key);
        for (String each : keys) {
            store().append(new StreamStore.Stream(namespace, each), one.part(keys.indexOf(each)));
        }
        for (String each : keys) {
            assertThat(store().read(new StreamStore.Stream(namespace, each), new Reading(0, 0, "reader", LONG))
                            .orElseThrow()
                            .copy()
                            .end())
                    .isEqualTo(keys.indexOf(each));
        }
    }
}
