package org.cqrsjakarta.inspector.view;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.cqrsjakarta.inspector.viewmodel.Notices;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** What the user should know, until it is put away. */
final class NoticeBar {

    private final Notices notices;
    private final Label words = Texts.label("");
    private final HBox box;

    NoticeBar(Workbench bench) {
        this.notices = bench.notices();
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        Button close = new Button("Close");
        close.setOnAction(event -> notices.dismiss());
        close.setMinWidth(Region.USE_PREF_SIZE);
        words.setMinHeight(Region.USE_PREF_SIZE);
        box = new HBox(words, spacer, close);
        box.getStyleClass().add("notice");
    }

    Node node() {
        return box;
    }

    void frame() {
        boolean any = notices.latest().isPresent();
        box.setVisible(any);
        box.setManaged(any);
        notices.latest().ifPresent(notice -> {
            words.setText(notice.words());
            box.getStyleClass().setAll("notice");
            if (notice.warning()) {
                box.getStyleClass().add("warning");
            }
        });
    }
}
