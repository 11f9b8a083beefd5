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
        assertThat(rules).isEqualTo(new InspectorRules(false, false, 65_536, 8, 6, rules.node()));
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
                        "cqrs.inspector.max-feeds-per-user", "1",
                        "cqrs.inspector.node", "north-1")))
                .isEqualTo(new InspectorRules(true, true, 1024, 2, 1, "north-1"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void saysEverythingThatIsWrongAndShowsNothingThen() {
        InspectorRules rules = rules(Map.of(
                "cqrs.inspector.enabled", "yes",
                "cqrs.inspector.open", "everybody",
                "cqrs.inspector.ring", "1000",
                "cqrs.inspector.max-feeds", "0"));
        assertThat(rules).isEqualTo(new InspectorRules(false, false, 65_536, 8, 6, rules.node()));
        assertThat(complaints)
                .containsExactlyInAnyOrder(
                        "cqrs.inspector.enabled",
                        "cqrs.inspector.open",
                        "cqrs.inspector.ring",
                        "cqrs.inspector.max-feeds");
    }

    private static Map<String, String> saying(String enabled, String open) {
        return Map.of("cqrs.inspector.enabled", enabled, "cqrs.inspector.open", open);
    }

    private boolean isOpen(Map<String, String> application, Map<String, String> machine) {
        var config = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(application, "microprofile-config.properties", 100),
                        new PropertiesConfigSource(machine, "environment", 400))
                .build();
        return InspectorRules.from(new PropertyReader(config, (property, found, required) -> complaints.add(property)))
                .open();
    }

    @Test
    void theMachineOpensAnApplicationThatSaysNothing() {
        assertThat(isOpen(Map.of(), saying("true", "true"))).isTrue();
        assertThat(isOpen(Map.of("cqrs.inspector.enabled", "true"), saying("true", "true")))
                .isTrue();
    }

    @Test
    void theMachineDoesNotOpenAnApplicationThatSaysNo() {
        assertThat(isOpen(Map.of("cqrs.inspector.open", "false"), saying("true", "true")))
                .isFalse();
        assertThat(isOpen(Map.of("cqrs.inspector.enabled", "false"), saying("true", "true")))
                .isFalse();
        assertThat(isOpen(Map.of("cqrs.inspector.open", "perhaps"), saying("true", "true")))
                .isFalse();
    }

    @Test
    void theMachineClosesAnApplicationThatSaysYes() {
        assertThat(isOpen(saying("true", "true"), Map.of("cqrs.inspector.open", "false")))
                .isFalse();
    }

    @Test
    void whatIsSaidForTheActiveProfileCounts() {
        var application = Map.of("cqrs.inspector.open", "false", "%dev.cqrs.inspector.open", "true");
        assertThat(isOpen(application, Map.of("cqrs.inspector.open", "true", "mp.config.profile", "dev")))
                .isTrue();
        assertThat(isOpen(application, Map.of("cqrs.inspector.open", "true"))).isFalse();
    }
}
