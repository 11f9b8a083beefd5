package org.cqrsjakarta.it.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md and docs/testing.md tell to write is what cqrs-jakarta/examples/prices is made of. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path EXAMPLE = ROOT.resolve("cqrs-jakarta/examples/prices");

    private static List<String> blocks(String document, String language) throws IOException {
        Pattern fenced = Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
        return fenced.matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static List<String> wholeFiles(String document) throws IOException {
        return blocks(document, "java").stream()
                .filter(block -> block.startsWith("package "))
                .toList();
    }

    private static List<String> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE.resolve(folder))) {
            return files.filter(Files::isRegularFile).map(ReadmeTest::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException("Cannot read " + file, unreadable);
        }
    }

    @Test
    void readmeShowsEachOfTheExamplesClassesWhole() throws IOException {
        assertThat(sources("src/main")).hasSizeGreaterThan(5);
        assertThat(wholeFiles("README.md")).containsExactlyInAnyOrderElementsOf(sources("src/main"));
    }

    @Test
    void theTestingDocumentShowsItsTestWhole() throws IOException {
        assertThat(wholeFiles("docs/testing.md")).hasSize(1).containsExactlyInAnyOrderElementsOf(sources("src/test"));
    }

    @Test
    void thePomIsReadmesWithWhatTheTestingDocumentAdds() throws IOException {
        String pom = text(EXAMPLE.resolve("pom.xml"));
        List<String> added = blocks("docs/testing.md", "xml");
        assertThat(added).hasSize(2);
        for (String part : added) {
            assertThat(pom).containsOnlyOnce(part);
            pom = pom.replace(part, "");
        }
        assertThat(blocks("README.md", "xml")).containsExactly(pom);
    }
}
