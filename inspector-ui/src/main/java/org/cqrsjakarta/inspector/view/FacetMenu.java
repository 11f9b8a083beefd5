package org.cqrsjakarta.inspector.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.cqrsjakarta.inspector.history.LaneFilter;
import org.cqrsjakarta.inspector.history.LaneOrder;
import org.cqrsjakarta.inspector.history.LaneState;
import org.cqrsjakarta.inspector.viewmodel.Facets;
import org.cqrsjakarta.inspector.viewmodel.Words;
import org.cqrsjakarta.inspector.viewmodel.Workbench;

/** What streams can be narrowed down by, with how many there are of each, and their order. Filled when it opens. */
final class FacetMenu {

    private static final long[] DURATIONS = {0, 1_000_000, 5_000_000, 10_000_000, 60_000_000};

    private final Workbench bench;
    private final MenuButton button = new MenuButton("Filter");

    /** A filter with a value wanted, or not wanted any more. */
    @FunctionalInterface
    private interface Change<T> {
        LaneFilter apply(LaneFilter before, T value, boolean wanted);
    }

    FacetMenu(Workbench bench) {
        this.bench = bench;
        button.setOnShowing(event -> fill());
        // One without items does not open.
        button.getItems().add(new MenuItem("Show all"));
        button.setMinWidth(84);
    }

    Node node() {
        return button;
    }

    void frame() {
        int conditions = filter().conditions();
        button.setText(conditions == 0 ? "Filter" : "Filter " + conditions);
    }

    private void fill() {
        Facets counted = Facets.of(bench.session().history().lanes());
        LaneFilter filter = filter();
        MenuItem all = new MenuItem("Show all");
        all.setOnAction(event -> bench.timeline().filter(LaneFilter.ALL));
        List<MenuItem> items = new ArrayList<>();
        items.add(check(
                "Only what switched over or failed",
                filter.troubled(),
                only -> change(before -> before.troubledOnly(only))));
        items.add(new SeparatorMenuItem());
        items.add(facet("State", counted.states(), LaneState::words, filter.states(), LaneFilter::state));
        items.add(facet("Served by", counted.handlers(), name -> name, filter.handlers(), LaneFilter::handler));
        items.add(facet("Reason", counted.reasons(), Words::reason, filter.reasons(), LaneFilter::reason));
        items.add(facet("Server", counted.servers(), name -> name, filter.servers(), LaneFilter::server));
        items.add(lasting(filter));
        items.add(new SeparatorMenuItem());
        for (LaneOrder order : LaneOrder.values()) {
            items.add(radio(
                    order.words(),
                    order.equals(bench.timeline().order()),
                    () -> bench.timeline().order(order)));
        }
        items.add(new SeparatorMenuItem());
        items.add(all);
        button.getItems().setAll(items);
    }

    private <T> Menu facet(
            String title, Map<T, Integer> counted, Function<T, String> words, Set<T> chosen, Change<T> change) {
        Menu menu = new Menu(title);
        counted.forEach((value, count) -> menu.getItems()
                .add(check(
                        words.apply(value) + "  " + Words.count(count),
                        chosen.contains(value),
                        wanted -> change(before -> change.apply(before, value, wanted)))));
        menu.setDisable(counted.isEmpty());
        return menu;
    }

    private Menu lasting(LaneFilter filter) {
        Menu menu = new Menu("Lasted");
        for (long micros : DURATIONS) {
            menu.getItems()
                    .add(radio(
                            micros == 0 ? "any time" : Words.duration(micros) + " or more",
                            filter.minMicros() == micros,
                            () -> change(before -> before.lasting(micros))));
        }
        return menu;
    }

    private LaneFilter filter() {
        return bench.timeline().filter();
    }

    private void change(UnaryOperator<LaneFilter> change) {
        bench.timeline().filter(change.apply(filter()));
    }

    private static CheckMenuItem check(String text, boolean on, Consumer<Boolean> switched) {
        CheckMenuItem item = new CheckMenuItem(text);
        item.setSelected(on);
        // A name may have an underscore.
        item.setMnemonicParsing(false);
        item.setOnAction(event -> switched.accept(item.isSelected()));
        return item;
    }

    private static RadioMenuItem radio(String text, boolean on, Runnable chosen) {
        RadioMenuItem item = new RadioMenuItem(text);
        item.setSelected(on);
        item.setOnAction(event -> chosen.run());
        return item;
    }
}
