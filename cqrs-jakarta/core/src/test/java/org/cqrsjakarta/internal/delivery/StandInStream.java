package org.cqrsjakarta.internal.delivery;

/** A held stream without handlers or clients, for tests of whoever keeps many. */
abstract class StandInStream implements HeldDelivery {

    private final String id;
    private final Owner owner;

    StandInStream(String id, Owner owner) {
        this.id = id;
        this.owner = owner;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String address() {
        return id;
    }

    @Override
    public StreamKey key() {
        return new StreamKey(owner, null, "request", null);
    }

    @Override
    public final long position() {
        return 0;
    }

    @Override
    public final boolean reaches(long position) {
        return true;
    }

    @Override
    public final boolean hasEnded() {
        return false;
    }

    @Override
    public final boolean tellsItsEnd() {
        return false;
    }

    @Override
    public boolean isListenedTo() {
        return false;
    }

    @Override
    public final void drain() {}

    @Override
    public void close() {}

    @Override
    public final void closeApart() {
        close();
    }

    @Override
    public final void expire() {
        close();
    }
}
