package org.cqrsjakarta.inspector.view;

import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * Keys, each of which does something.
 *
 * @param keys   which; the first ones are the ones to name
 * @param words  what they do, for a human
 * @param action does it
 */
record Shortcut(List<KeyCombination> keys, String words, Runnable action) {

    Shortcut {
        keys = List.copyOf(keys);
    }

    /** Whether one of its keys was pressed. */
    boolean isFor(KeyEvent event) {
        return keys.stream().anyMatch(one -> one.match(event));
    }

    /** Its keys, for a human. */
    String names() {
        return keys.stream().map(KeyCombination::getDisplayText).distinct().collect(Collectors.joining(" or "));
    }
}
