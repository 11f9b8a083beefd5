package org.cqrsjakarta.inspector.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressBookTest {

    @TempDir
    Path folder;

    @Test
    void keepsServersAndUsers() throws Exception {
        AddressBook book = new AddressBook(folder.resolve("new/servers"));
        assertThat(book.entries()).isEmpty();
        var entry = new AddressBook.Entry(ServerAddress.parse("two=http://h:1/quakes"), "ada");
        book.keep(List.of(entry));
        assertThat(book.entries()).containsExactly(entry);
    }

    @Test
    void oneBadLineCostsNoOther() throws Exception {
        Path file = folder.resolve("servers");
        Files.writeString(file, "a\tnowhere\t\nnonsense\nb\thttp://h/q\tada\n");
        assertThat(new AddressBook(file).entries())
                .containsExactly(new AddressBook.Entry(ServerAddress.parse("b=http://h/q"), "ada"));
    }

    @Test
    void takesPasswordsOutOfFilesOfEarlierVersions() throws Exception {
        Path file = folder.resolve("servers");
        Files.writeString(file, """
                ada:s3cret@h:8080\thttp://ada:s3cret@h:8080\t
                good\thttp://g/q\tbob
                odd\thttp://ada:s3c/ret@h/q\t
                user\thttp://u/q\tcarl:s3cret
                curl\thttps://s3cret@t/q\tdora
                http://ada:s3cret@h/q
                # a remark
                """);
        AddressBook book = new AddressBook(file);
        assertThat(book.takeOutPasswords()).isEqualTo(5);
        assertThat(Files.readString(file)).doesNotContain("s3c", "ret").isEqualTo("""
                h:8080\thttp://h:8080\tada
                good\thttp://g/q\tbob
                odd\thttp://h/q\tada
                user\thttp://u/q\tcarl
                curl\thttps://t/q\tdora
                # a remark
                """);
        assertThat(book.entries()).hasSize(5);
        assertThat(book.takeOutPasswords()).isZero();
    }

    @Test
    void writesNothingIntoAFileWithoutPasswords() throws Exception {
        Path file = folder.resolve("servers");
        String text = "a\tnowhere\t\r\nnonsense\n\nada@prod\thttp://h:1/~ada@home\tbob\n";
        Files.writeString(file, text);
        assertThat(new AddressBook(file).takeOutPasswords()).isZero();
        assertThat(Files.readString(file)).isEqualTo(text);
        assertThat(new AddressBook(folder.resolve("none")).takeOutPasswords()).isZero();
    }

    @Test
    void offersNoEntryWithAPasswordWhoeverWroteIt() throws Exception {
        Path file = folder.resolve("servers");
        Files.writeString(file, "a\thttp://ada:s3cret@h/q\t\nb\thttp://h/q\tada:s3cret\n");
        assertThat(new AddressBook(file).entries()).isEmpty();
    }

    @Test
    void bytesThatAreNoTextCostTheirLineOnly() throws Exception {
        Path file = folder.resolve("servers");
        Files.write(file, "x\t\u00ff\u00fe\t\nb\thttp://h/q\tada\n".getBytes(ISO_8859_1));
        assertThat(new AddressBook(file).entries()).hasSize(1);
    }

    @Test
    void whatIsNoFileIsNotRead() throws Exception {
        assertThatThrownBy(() -> new AddressBook(folder).entries()).hasMessageContaining("it is no file");
        Path file = folder.resolve("servers");
        Files.write(file, new byte[300 * 1024]);
        assertThatThrownBy(() -> new AddressBook(file).entries()).hasMessageContaining("more than 262144 bytes");
    }

    @Test
    void noNameBeginsALine() throws Exception {
        AddressBook book = new AddressBook(folder.resolve("servers"));
        book.keep(List.of(new AddressBook.Entry(ServerAddress.parse("a\tb\nc=http://h/q"), "ada\u2028\nx\tevil\t")));
        assertThat(book.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.address().name()).isEqualTo("a\uFFFDb\uFFFDc");
            assertThat(entry.address().base()).hasToString("http://h/q");
        });
    }
}
