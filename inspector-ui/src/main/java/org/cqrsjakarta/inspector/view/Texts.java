package org.cqrsjakarta.inspector.view;

import javafx.scene.control.Label;

/** Labels with a style. */
final class Texts {

    private Texts() {}

    static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }
}
