package org.cqrsjakarta.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/testing.md shows is what the tests beside this one compile and run. */
class TestingGuideTest {

    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path GUIDE = Path.of("..", "..", "docs", "testing.md");
    /** The example that README begins with, and its test. */
    private static final Path READERS =
            Path.of("..", "examples", "prices", "src", "test", "java", "com", "acme", "shop");

    private static final Path EXAMPLES = Path.of("src", "test", "java", "org", "cqrsjakarta", "testkit", "example");

    /** Without indentation and blank lines. */
    private static String plain(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itsCodeIsThatOfTheExamples() throws IOException {
        List<String> shown = CODE.matcher(read(GUIDE))
                .results()
                .map((MatchResult found) -> plain(found.group(1)))
                .toList();
        String examples;
        try (Stream<Path> own = Files.list(EXAMPLES);
                Stream<Path> readers = Files.list(READERS)) {
            examples =
                    Stream.concat(own, readers).map(file -> plain(read(file))).collect(Collectors.joining("\n"));
        }
        assertThat(shown)
                .hasSizeGreaterThan(3)
                .allSatisfy(code -> assertThat(examples).contains(code));
    }
}
