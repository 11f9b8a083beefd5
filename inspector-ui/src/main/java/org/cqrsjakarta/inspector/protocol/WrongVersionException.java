package org.cqrsjakarta.inspector.protocol;

/** The other side speaks another version of the protocol: nothing that it says can be relied on. */
public final class WrongVersionException extends MalformedMessageException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what was found.
     *
     * @param found the version of the other side
     */
    WrongVersionException(int found) {
        super("The feed speaks version " + found + " of the protocol, this inspector version " + Message.Hello.VERSION
                + ": use one that fits");
    }
}
