package org.cqrsjakarta.inspector.timeline;

/** What can be seen on the timeline, for those who see it for the first time. */
public enum Sample {
    PRIMARY("primary", "items come from the primary"),
    FALLBACK("fallback", "items come from a fallback; the second and further ones are darker, and their dots closer"),
    SWITCHOVER("switchover", "a switchover: the handler failed, the next one goes on where it was"),
    FAILED("failed", "the stream failed, and nothing took over"),
    ENDED("ended", "its normal end"),
    LEFT("client left", "its client walked away"),
    RUNNING("running", "it goes on"),
    HELD("held", "nobody listens: it stands still until its client is back, or has been away for too long"),
    UNKNOWN("end not seen", "it is over, and how it ended was never told"),
    STALL("stall", "hollow: no item for 1.5 seconds or more"),
    MISSING("not seen", "hatched: events of this time are missing, and the status line says how many"),
    CLOSED("closed", "a circuit that is closed: its handler is called"),
    OPEN("open", "one that is open: its handler is not called, streams go to the next one at once"),
    HALF_OPEN("half open", "one that is half open: a few streams try whether its handler is well again");

    private final String title;
    private final String words;

    Sample(String title, String words) {
        this.title = title;
        this.words = words;
    }

    /** In a word or two. */
    public String title() {
        return title;
    }

    /** In a sentence. */
    public String words() {
        return words;
    }
}
