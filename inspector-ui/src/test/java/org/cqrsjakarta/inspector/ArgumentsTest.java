package org.cqrsjakarta.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.cqrsjakarta.inspector.timeline.Palette;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    @Test
    void readsWhatScriptsAskFor() throws Exception {
        Arguments arguments = Arguments.parse(
                "--headless",
                "--replay",
                "r.ndjson",
                "--png",
                "o.png",
                "--at",
                "12.5s",
                "--span",
                "30",
                "--theme",
                "dark-safe",
                "--view",
                "figures",
                "--size",
                "2560x1440",
                "--zone",
                "utc");
        assertThat(arguments.replay()).contains(Path.of("r.ndjson"));
        assertThat(arguments.at()).isEqualTo(new Arguments.Moment.After(12_500_000));
        assertThat(arguments.span()).contains(30_000_000L);
        assertThat(arguments.palette()).isEqualTo(Palette.DARK_SAFE);
        assertThat(arguments.room()).isEqualTo(Room.FIGURES);
        assertThat(arguments.size()).isEqualTo(new Arguments.Size(2560, 1440));
    }

    @Test
    void readsAnInstantToTheMicrosecond() throws Exception {
        Arguments arguments = Arguments.parse("--at", "1970-01-01T00:00:01.000002Z");
        assertThat(arguments.at()).isEqualTo(new Arguments.Moment.Exactly(1_000_002));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--headless | --headless needs --replay FILE",
                "--headless --replay r | --headless needs --png OUT or --csv OUT",
                "--png o | --png and --csv need --headless",
                "--replay r http://localhost/q | do not go together",
                "--speed 1000 | --speed 1000: a number from 0.1 to 100",
                "--user ada:s3cret | --user ada:… looks like a name with its password",
                "http://ada:s3cret@h/q | '…@h/q' holds a user or a password",
                "file:///etc/passwd | is no address of an application",
                "--span 0 | --span 0: more than 0 seconds",
                "--span 9999999999 | --span 9999999999: at most 1000000000 seconds",
                "--at 9999999999s | --at 9999999999s: at most 1000000000 seconds",
                "--headless --replay a.ndjson --csv ./x/../a.ndjson | a.ndjson was named twice",
                "--headless --replay a --png b --csv b | b was named twice",
                "--size 10x10 | --size 10x10: pixels such as",
                "--theme blue | light, dark, light-safe or dark-safe",
                "--view sky | timeline, circuits, figures, table, servers",
                "--at noon | --at noon: end, seconds",
                "--zone Mars/Base | --zone Mars/Base",
                "--replay | --replay needs a value",
                "--nonsense | There is no option --nonsense",
                "ftp://x | 'ftp://x' is no address",
            })
    void saysWhatIsWrongAndWhatIsRight(String line, String words) {
        assertThatThrownBy(() -> Arguments.parse(line.split(" ")))
                .isInstanceOf(Arguments.WrongArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aSecretIsNotRepeated() {
        for (String typed : new String[] {"--user ada:s3cret", "http://ada:s3cret@h/q", "http://h/?s3cret"}) {
            assertThatThrownBy(() -> Arguments.parse(typed.split(" ")))
                    .isInstanceOf(Arguments.WrongArgumentException.class)
                    .message()
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void aNameThatNoFileCanHaveIsSaid() {
        assertThatThrownBy(() -> Arguments.parse("--replay", "a\u0000b"))
                .isInstanceOf(Arguments.WrongArgumentException.class)
                .hasMessageContaining("is no name of a file");
    }
}
