package org.cqrsjakarta.inspector.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Servers that were connected before, without their secrets: a line for each, with name, address and user. */
public final class AddressBook {

    private final Path file;

    /**
     * A server that was connected before.
     *
     * @param address where
     * @param user    who asked; empty for nobody or a ticket
     */
    public record Entry(ServerAddress address, String user) {}

    /**
     * Opens the book.
     *
     * @param file need not be there yet
     */
    public AddressBook(Path file) {
        this.file = file;
    }

    /** Where the user's own is. */
    public static Path ofUser() {
        return Path.of(System.getProperty("user.home"), ".config", "cqrs-inspector", "servers");
    }

    /**
     * Reads it. What is no entry is passed over.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] parts = line.split("\t", -1);
            if (parts.length == 3) {
                address(parts[1]).ifPresent(address -> entries.add(new Entry(address.named(parts[0]), parts[2])));
            }
        }
        return entries;
    }

    private static Optional<ServerAddress> address(String text) {
        try {
            return Optional.of(ServerAddress.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Keeps the servers.
     *
     * @throws IOException if the file cannot be written
     */
    public void keep(List<Entry> entries) throws IOException {
        List<String> lines = entries.stream()
                .map(entry -> String.join(
                        "\t",
                        plain(entry.address().name()),
                        entry.address().base().toString(),
                        plain(entry.user())))
                .toList();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, lines);
    }

    private static String plain(String text) {
        return text.replaceAll("[\\t\\r\\n]", " ");
    }
}
