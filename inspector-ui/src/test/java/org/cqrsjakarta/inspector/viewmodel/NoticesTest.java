package org.cqrsjakarta.inspector.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.cqrsjakarta.inspector.viewmodel.Notices.Notice;
import org.junit.jupiter.api.Test;

class NoticesTest {

    private final Notices notices = new Notices();

    @Test
    void theLatestIsShownAndTheOneBeforeWhenItIsPutAway() {
        notices.tell("recording");
        notices.warn("gone");
        assertThat(notices.latest()).hasValue(new Notice("gone", true));
        notices.dismiss();
        assertThat(notices.latest()).hasValue(new Notice("recording", false));
        notices.dismiss();
        notices.dismiss();
        assertThat(notices.latest()).isEmpty();
    }

    @Test
    void whatIsSaidAgainIsThereOnce() {
        notices.warn("gone");
        notices.tell("recording");
        notices.warn("gone");
        notices.dismiss();
        notices.dismiss();
        assertThat(notices.latest()).isEmpty();
    }

    @Test
    void whatIsNoLongerSoIsWithdrawn() {
        notices.warn("gone");
        notices.tell("recording");
        notices.withdraw("gone");
        notices.dismiss();
        assertThat(notices.latest()).isEmpty();
    }

    @Test
    void theOldestMakeWay() {
        for (int i = 1; i <= 21; i++) {
            notices.tell("notice " + i);
        }
        for (int i = 1; i < 20; i++) {
            notices.dismiss();
        }
        assertThat(notices.latest()).hasValue(new Notice("notice 2", false));
    }
}
