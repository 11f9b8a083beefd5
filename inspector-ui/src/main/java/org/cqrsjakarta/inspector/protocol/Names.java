package org.cqrsjakarta.inspector.protocol;

import java.util.HashMap;
import java.util.Map;
import org.cqrsjakarta.inspector.text.Printable;

/** Names of one feed, with one instance of each, fit to be shown. They are few; ids of streams are not kept here. */
final class Names {

    private final Map<String, String> names = new HashMap<>();

    /** The name as it is shown. */
    String known(String name) throws MalformedMessageException {
        String before = names.get(name);
        if (before != null) {
            return before;
        }
        checkLength(name, "name", Limits.NAME);
        if (names.size() >= Limits.NAMES) {
            throw new MalformedMessageException("'" + name + "' is one name more than the " + Limits.NAMES
                    + " that a feed may use: names are those of classes and machines");
        }
        String shown = Printable.of(name);
        names.put(name, shown);
        return shown;
    }

    /** The id of a stream as it is shown. */
    static String id(String id) throws MalformedMessageException {
        checkLength(id, "stream's id", Limits.ID);
        return Printable.of(id);
    }

    private static void checkLength(String text, String kind, int most) throws MalformedMessageException {
        if (text.length() > most) {
            throw new MalformedMessageException("The " + kind + " '" + Printable.of(text, 40) + "' has " + text.length()
                    + " characters, allowed: at most " + most);
        }
    }
}
