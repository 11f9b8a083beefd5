package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cqrsjakarta.spi.ModuleSettings;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class JdbcSettingNamesTest {

    @Test
    void areThoseThatAreRead() {
        Set<String> asked = new HashSet<>(Set.of("cqrs.jdbc.data-source"));
        Config config = (Config) Proxy.newProxyInstance(
                JdbcSettingNamesTest.class.getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, args) -> {
                    asked.add((String) args[0]);
                    return Optional.empty();
                });
        assertThat(JdbcSettings.from(config)).isEqualTo(JdbcSettings.DEFAULT);
        assertThat(new JdbcSettingNames().names()).isEqualTo(asked);
    }

    @Test
    void areThoseOfTheDocuments() throws IOException {
        Path documents = Path.of(System.getProperty("basedir", "."), "..", "..", "docs", "production.md");
        assertThat(Pattern.compile("^\\| `(cqrs\\.jdbc\\.[a-z.-]+)` \\|", Pattern.MULTILINE)
                        .matcher(Files.readString(documents))
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(new JdbcSettingNames().names());
    }

    @Test
    void areFound() {
        assertThat(ServiceLoader.load(ModuleSettings.class).stream()
                        .map(ServiceLoader.Provider::type)
                        .collect(Collectors.toSet()))
                .contains(JdbcSettingNames.class);
    }
}
