package org.cqrsjakarta.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.cqrsjakarta.spi.ModuleSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownSettingsTest {

    /** A module's. */
    public static final class OfModule implements ModuleSettings {
        @Override
        public Set<String> names() {
            return Set.of("cqrs.module.one", "cqrs.module.two");
        }
    }

    private static Set<String> knownWith(Path folder, String provider) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ModuleSettings.class.getName()), provider);
        URL[] classPath = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classPath, KnownSettingsTest.class.getClassLoader())) {
            return KnownSettings.of(Set.of("cqrs.own"), loader);
        }
    }

    @Test
    void thoseOfModulesAreKnown(@TempDir Path folder) throws IOException {
        assertThat(knownWith(folder, OfModule.class.getName()))
                .containsExactlyInAnyOrder("cqrs.own", "cqrs.module.one", "cqrs.module.two");
    }

    @Test
    void aModuleThatCannotBeAskedRefusesNothing(@TempDir Path folder) throws IOException {
        assertThat(knownWith(folder, "no.such.Type")).containsExactly("cqrs.own");
    }
}
