package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.internal.config.PropertyReader;
import org.junit.jupiter.api.Test;

class InspectorRulesTest {

    private final List<String> complaints = new ArrayList<>();

    private InspectorRules rules(Map<String, String> properties) {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return InspectorRules.from(new PropertyReader(config, (property, found, required) -> complaints.add(property)));
    }

    @Test
    void nothingIsShownUnlessItIsToldTo() {
        InspectorRules rules = rules(Map.of());
        assertThat(rules).isEqualTo(new InspectorRules(false, false, 65_536, 8, rules.node()));
        assertThat(rules.node()).isNotBlank();
        assertThat(complaints).isEmpty();
    }

    @Test
    void readsWhatIsSet() {
        assertThat(rules(Map.of(
                        "cqrs.inspector.enabled", "true",
                        "cqrs.inspector.open", "true",
                        "cqrs.inspector.ring", "1024",
                        "cqrs.inspector.max-feeds", "2",
                        "cqrs.inspector.node", "north-1")))
                .isEqualTo(new InspectorRules(true, true, 1024, 2, "north-1"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void saysEverythingThatIsWrongAndShowsNothingThen() {
        InspectorRules rules = rules(Map.of(
                "cqrs.inspector.enabled", "yes",
                "cqrs.inspector.open", "everybody",
                "cqrs.inspector.ring", "1000",
                "cqrs.inspector.max-feeds", "0"));
        assertThat(rules).isEqualTo(new InspectorRules(false, false, 65_536, 8, rules.node()));
        assertThat(complaints)
                .containsExactlyInAnyOrder(
                        "cqrs.inspector.enabled",
                        "cqrs.inspector.open",
                        "cqrs.inspector.ring",
                        "cqrs.inspector.max-feeds");
    }
}
