package org.cqrsjakarta.inspector.viewmodel;

/** The views, of which one is on screen at a time. */
public enum Room {
    TIMELINE("timeline", "Timeline"),
    CIRCUITS("circuits", "Circuits"),
    FIGURES("figures", "Figures"),
    TABLE("table", "Table"),
    SERVERS("servers", "Servers");

    private final String word;
    private final String title;

    Room(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** For scripts. */
    public String word() {
        return word;
    }

    /** For a human. */
    public String title() {
        return title;
    }
}
