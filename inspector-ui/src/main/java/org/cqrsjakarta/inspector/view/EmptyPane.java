package org.cqrsjakarta.inspector.view;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.cqrsjakarta.inspector.connection.FeedConnection;
import org.cqrsjakarta.inspector.connection.Health;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** Stands where streams will, and says what will be seen and how to make some. */
final class EmptyPane extends VBox {

    private final Label title = Texts.label("", "title");
    private final Label words = Texts.label("", "words");
    private final Label code = Texts.label("", "code");

    EmptyPane() {
        getStyleClass().add("empty");
        words.setMaxWidth(560);
        setPickOnBounds(false);
        setMouseTransparent(true);
        getChildren().addAll(title, words, code);
    }

    void say(Workbench bench) {
        FeedConnection first =
                bench.session().connections().stream().findFirst().orElse(null);
        if (bench.session().replay().isPresent()) {
            say("No streams yet", "The recording has none up to this moment.", "");
        } else if (first == null) {
            say(
                    "No server yet",
                    "Press 5 and give the address of an application with cqrs-jakarta, or open a recording with O.",
                    "http://localhost:8080/quakes");
        } else if (first.health().state() == Health.State.LIVE) {
            say(
                    "No streams yet",
                    "Each stream becomes a bar here: blue while its primary serves it, amber and dotted from the moment a"
                            + " fallback does, with a triangle in between. Make one:",
                    "curl -N \"" + first.address().base() + "/api/quakes?minMagnitude=2.5\"");
        } else {
            say(
                    "Waiting for " + first.address().name(),
                    first.health().words(),
                    first.address().base().toString());
        }
    }

    private void say(String newTitle, String newWords, String newCode) {
        title.setText(newTitle);
        words.setText(newWords);
        code.setText(newCode);
        code.setVisible(!newCode.isEmpty());
    }
}
