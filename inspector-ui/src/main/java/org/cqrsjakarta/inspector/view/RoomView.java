package org.cqrsjakarta.inspector.view;

import javafx.scene.Node;

/** One of the views. */
interface RoomView {

    /** What it looks like. */
    Node node();

    /** Has it show how things are; called for each frame while it is on screen. */
    void frame();
}
