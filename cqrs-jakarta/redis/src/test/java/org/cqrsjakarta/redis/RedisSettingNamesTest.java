package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cqrsjakarta.spi.ModuleSettings;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSettingNamesTest {

    /** What is asked for where all is there that something else is asked for with. */
    private static Set<String> asked(Map<String, String> values) {
        Set<String> asked = new HashSet<>();
        Config config = (Config) Proxy.newProxyInstance(
                RedisSettingNamesTest.class.getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, args) -> {
                    asked.add((String) args[0]);
                    return Optional.ofNullable(values.get((String) args[0]));
                });
        RedisSettings.from(config);
        return asked;
    }

    @Test
    void areThoseThatAreRead(@TempDir Path folder) throws Exception {
        String file = Files.createFile(folder.resolve("some.p12")).toString();
        Set<String> asked = asked(Map.of(
                "cqrs.redis.uri",
                "rediss://127.0.0.1",
                "cqrs.redis.trust-store",
                file,
                "cqrs.redis.trust-store-password",
                "p",
                "cqrs.redis.key-store",
                file,
                "cqrs.redis.key-store-password",
                "p"));
        assertThat(new RedisSettingNames().names()).isEqualTo(asked);
    }

    @Test
    void areThoseOfTheDocuments() throws IOException {
        Path documents = Path.of(System.getProperty("basedir", "."), "..", "..", "docs", "production.md");
        assertThat(Pattern.compile("^\\| `(cqrs\\.redis\\.[a-z.-]+)` \\|", Pattern.MULTILINE)
                        .matcher(Files.readString(documents))
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(new RedisSettingNames().names());
    }

    @Test
    void areFound() {
        assertThat(ServiceLoader.load(ModuleSettings.class).stream()
                        .map(ServiceLoader.Provider::type)
                        .collect(Collectors.toSet()))
                .contains(RedisSettingNames.class);
    }
}
