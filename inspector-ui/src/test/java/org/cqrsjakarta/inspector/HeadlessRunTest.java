package org.cqrsjakarta.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.cqrsjakarta.inspector.picture.FontProbe;
import org.cqrsjakarta.inspector.picture.KeptPicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a script starts it, in a JVM of its own. */
class HeadlessRunTest {

    @TempDir
    Path folder;

    private record Run(int status, String said) {}

    private static Path recording() throws Exception {
        return Path.of(Objects.requireNonNull(HeadlessRunTest.class.getResource("demo.ndjson"))
                .toURI());
    }

    private Run inspector(String... arguments) throws IOException, InterruptedException {
        return java(Launcher.class, arguments);
    }

    private Run java(Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new Run(process.waitFor(), Files.readString(said));
    }

    @Test
    void theSameRecordingGivesTheSamePictureAndTheSameTable() throws Exception {
        for (String name : List.of("one", "two")) {
            Run run = inspector(
                    "--headless",
                    "--zone",
                    "UTC",
                    "--at",
                    "30s",
                    "--replay",
                    recording().toString(),
                    "--png",
                    folder.resolve(name + ".png").toString(),
                    "--csv",
                    folder.resolve(name + ".csv").toString());
            assertThat(run.status()).as(run.said()).isZero();
        }
        assertThat(folder.resolve("one.png")).hasSameBinaryContentAs(folder.resolve("two.png"));
        assertThat(Files.size(folder.resolve("one.png"))).isGreaterThan(10_000);
        assertThat(folder.resolve("one.csv")).hasSameTextualContentAs(folder.resolve("two.csv"));
        assertThat(Files.readString(folder.resolve("one.csv"))).contains("LiveQuakes > CatalogueQuakes");
    }

    @Test
    void thePictureIsTheOneThatIsKept() throws Exception {
        Path fonts = folder.resolve("fonts.png");
        assertThat(java(FontProbe.class, fonts.toString()).status()).isZero();
        assumeTrue(
                new KeptPicture("fonts").isLike(ImageIO.read(fonts.toFile())),
                "this machine's FreeType draws text otherwise than the one that the picture was made on");
        Path png = folder.resolve("timeline.png");
        Run run = inspector(
                "--headless",
                "--zone",
                "UTC",
                "--at",
                "30s",
                "--replay",
                recording().toString(),
                "--png",
                png.toString());
        assertThat(run.status()).as(run.said()).isZero();
        new KeptPicture("window").assertLike(ImageIO.read(png.toFile()));
    }

    @Test
    void aTruncatedRecordingIsDrawnAsFarAsItGoesAndComplainedAbout() throws Exception {
        String whole = Files.readString(recording());
        Path cut = Files.writeString(folder.resolve("cut.ndjson"), whole.substring(0, whole.length() / 2));
        Run run = inspector(
                "--headless",
                "--replay",
                cut.toString(),
                "--csv",
                folder.resolve("cut.csv").toString());
        assertThat(run.status()).isZero();
        assertThat(run.said()).contains("cut.ndjson, line", "is cut off or broken");
        assertThat(folder.resolve("cut.csv")).isNotEmptyFile();
    }

    @Test
    void whatIsMisusedOrMissingIsSaidInOneLine() throws Exception {
        Run misused = inspector("--headless");
        assertThat(misused.status()).isEqualTo(2);
        assertThat(misused.said().lines()).hasSize(1);
        Run missing = inspector("--headless", "--replay", "nowhere.ndjson", "--csv", "o.csv");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.said()).isEqualToIgnoringNewLines("There is no recording nowhere.ndjson\n");
        Run nowhere = inspector("--headless", "--replay", recording().toString(), "--csv", "no/such/folder/o.csv");
        assertThat(nowhere.status()).isEqualTo(1);
        assertThat(nowhere.said())
                .isEqualToIgnoringNewLines("no/such/folder/o.csv cannot be written: its folder is not there\n");
        Run directory = inspector("--headless", "--replay", folder.toString(), "--csv", "o.csv");
        assertThat(directory.said()).startsWith(folder + " cannot be read: ");
    }
}
