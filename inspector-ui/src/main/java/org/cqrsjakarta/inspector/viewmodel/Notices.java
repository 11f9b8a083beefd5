package org.cqrsjakarta.inspector.viewmodel;

import java.util.ArrayDeque;
import java.util.Optional;

/** What the user should know, the latest of it; each can be put away. */
public final class Notices {

    private static final int MOST = 20;

    /**
     * One of them.
     *
     * @param words   for a human
     * @param warning whether something went wrong
     */
    public record Notice(String words, boolean warning) {}

    private final ArrayDeque<Notice> notices = new ArrayDeque<>();

    /** Something was done. */
    public void tell(String words) {
        add(new Notice(words, false));
    }

    /** Something went wrong. */
    public void warn(String words) {
        add(new Notice(words, true));
    }

    /** The latest. */
    public Optional<Notice> latest() {
        return Optional.ofNullable(notices.peekLast());
    }

    /** Puts the latest away, so that the one before is there again. */
    public void dismiss() {
        notices.pollLast();
    }

    /** What was said is no longer so. */
    void withdraw(String words) {
        notices.removeIf(notice -> notice.words().equals(words));
    }

    private void add(Notice notice) {
        notices.remove(notice);
        notices.addLast(notice);
        if (notices.size() > MOST) {
            notices.removeFirst();
        }
    }
}
