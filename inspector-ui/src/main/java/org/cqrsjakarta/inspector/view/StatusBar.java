package org.cqrsjakarta.inspector.view;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.viewmodel.Session;
import org.cqrsjakarta.inspector.viewmodel.Words;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** A line about what comes in and what is kept. */
final class StatusBar {

    private final Workbench bench;
    private final Label rate = Texts.label("");
    private final Label lost = Texts.label("");
    private final Label kept = Texts.label("");
    private final HBox box = new HBox(18, rate, lost, kept, Texts.label("? for help"));

    StatusBar(Workbench bench) {
        this.bench = bench;
        box.getStyleClass().add("status");
    }

    Node node() {
        return box;
    }

    void frame() {
        Session session = bench.session();
        History history = session.history();
        rate.setText(Words.rate(session.eventsPerSecond()) + " events/s, " + Words.count(history.events()) + " in all");
        lost.setText(history.lost() == 0 ? "nothing lost" : Words.count(history.lost()) + " lost, where it is hatched");
        lost.getStyleClass().setAll("label", history.lost() == 0 ? "whole" : "lost");
        long first = history.first() == StreamLane.NEVER ? session.now() : history.first();
        kept.setText("history " + Words.duration(Math.max(0, session.now() - first)) + " of 30 min, "
                + Words.count(history.lanes().size()) + " streams"
                + (history.evicted() == 0 ? "" : ", " + Words.count(history.evicted()) + " older ones made way"));
    }
}
