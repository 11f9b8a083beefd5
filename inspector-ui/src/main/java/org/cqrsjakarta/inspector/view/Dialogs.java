package org.cqrsjakarta.inspector.view;

import java.nio.file.Path;
import java.util.Optional;

/** Questions that stop everything until they are answered. */
public interface Dialogs {

    /** Whether something is really to be done. */
    boolean confirm(String title, String words, String yes);

    /** A file to write; nothing if there is to be none. */
    Optional<Path> toSave(String title, String name);

    /** A file to read; nothing if there is to be none. */
    Optional<Path> toOpen(String title);
}
