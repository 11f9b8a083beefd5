package org.cqrsjakarta.inspector.connection;

import static org.assertj.core.api.Assertions.assertThat;

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
}
