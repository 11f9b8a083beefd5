package org.cqrsjakarta.inspector.view;

import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.viewmodel.StreamTable;
import org.cqrsjakarta.inspector.viewmodel.TimelineModel;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** The streams that are on screen in the timeline, as a table: each cell is text that a screen reader finds. */
final class TableRoom implements RoomView {

    private final Workbench bench;
    private final ObservableList<StreamLane> rows = FXCollections.observableArrayList();
    private final TableView<StreamLane> table = new TableView<>(rows);
    private final BorderPane root = new BorderPane(table);
    private final DetailPanel detail;
    private List<StreamLane> shown = List.of();
    private final Every half = new Every(500_000);

    TableRoom(Workbench bench) {
        this.bench = bench;
        this.detail = new DetailPanel(bench);
        table.setAccessibleText("Streams that are on screen");
        table.setPlaceholder(new Label("No stream is on screen"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        for (StreamTable.Column column :
                StreamTable.columns(bench.axis(), () -> bench.session().now())) {
            TableColumn<StreamLane, String> shownColumn = new TableColumn<>(column.title());
            shownColumn.setSortable(false);
            shownColumn.setReorderable(false);
            shownColumn.setCellValueFactory(
                    row -> new ReadOnlyStringWrapper(column.value().apply(row.getValue())));
            if (column.numeric()) {
                shownColumn.getStyleClass().add("numeric");
                shownColumn.setCellFactory(unused -> numeric());
            }
            table.getColumns().add(shownColumn);
        }
        table.getSelectionModel().selectedItemProperty().addListener((observed, before, now) -> {
            if (now != null) {
                bench.timeline().select(now);
            }
        });
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public void frame() {
        TimelineModel model = bench.timeline();
        long now = bench.session().now();
        model.advance(bench.session().history(), now, (int) Math.max(1, table.getHeight()));
        if (half.isDue(now) || shown.isEmpty()) {
            if (model.lanes().equals(shown)) {
                table.refresh();
            } else {
                shown = model.lanes();
                rows.setAll(shown);
                model.selected().ifPresent(lane -> table.getSelectionModel().select(lane));
            }
        }
        model.selected().ifPresentOrElse(this::showDetail, () -> root.setRight(null));
    }

    private void showDetail(StreamLane lane) {
        detail.show(lane);
        root.setRight(detail.node());
    }

    private static TableCell<StreamLane, String> numeric() {
        TableCell<StreamLane, String> cell = new TableCell<>() {
            @Override
            protected void updateItem(String item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty ? null : item);
            }
        };
        cell.getStyleClass().add("numeric");
        return cell;
    }
}
