package org.cqrsjakarta.internal.store;

import java.time.Duration;
import java.util.Optional;

/** Rules as tests have them. */
final class StoreRulesOf {

    private StoreRulesOf() {}

    static StoreRules theTest() {
        return new StoreRules(
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Optional.of("app"),
                0,
                StreamsMode.NONE,
                Optional.empty());
    }
}
