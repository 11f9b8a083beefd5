package org.cqrsjakarta.inspector.view;

import javafx.scene.input.KeyCombination;

/**
 * A key that does something.
 *
 * @param keys   which
 * @param words  what it does, for a human
 * @param action does it
 */
record Shortcut(KeyCombination keys, String words, Runnable action) {}
