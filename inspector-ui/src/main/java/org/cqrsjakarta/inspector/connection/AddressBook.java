package org.cqrsjakarta.inspector.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cqrsjakarta.inspector.text.Printable;

/** Servers that were connected before, without their secrets: a line for each, with name, address and user. */
public final class AddressBook {

    /** Some thousand servers. */
    private static final int MOST_BYTES = 256 * 1024;

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
     * Reads it. What is no entry is passed over, and what holds a password is none.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public List<Entry> entries() throws IOException {
        return lines().stream().flatMap(line -> entry(line).stream()).toList();
    }

    /**
     * Takes passwords out of the file, which were kept by earlier versions and by hands that wrote into it.
     *
     * @return how many there were
     * @throws IOException if the file cannot be read, or not be written though there are some
     */
    public int takeOutPasswords() throws IOException {
        List<String> lines = lines();
        List<String> clean = new ArrayList<>();
        int found = 0;
        for (String line : lines) {
            String without = withoutPassword(line);
            found += without.equals(line) ? 0 : 1;
            clean.add(without);
        }
        if (found > 0) {
            Files.write(file, clean.stream().filter(line -> !line.isEmpty()).toList());
        }
        return found;
    }

    /** The line itself, if there is none in it; empty if nothing else of it is to be had. */
    private static String withoutPassword(String line) {
        String[] parts = line.split("\t", -1);
        String address = parts.length < 2 ? line : parts[1];
        boolean isInUser = parts.length == 3 && parts[2].indexOf(':') >= 0;
        // Where no name was given, the address became one.
        boolean isInName = parts.length > 1 && parts[0].matches("[^@]*:.*@.*");
        if (!ServerAddress.holdsUser(address) && !isInUser && !isInName) {
            return line;
        }
        if (parts.length != 3) {
            return "";
        }
        String host = behindAt(address);
        int scheme = address.indexOf("://");
        String user = ServerAddress.holdsUser(address) && scheme >= 0 && parts[2].isEmpty()
                ? address.substring(scheme + 3).split("[:@]", 2)[0]
                : parts[2].split(":", 2)[0];
        String where = host.equals(address) || scheme < 0 ? host : address.substring(0, scheme + 3) + host;
        String clean = String.join("\t", behindAt(parts[0]), where, user);
        return entry(clean).isPresent() ? clean : "";
    }

    private static String behindAt(String text) {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    private static Optional<Entry> entry(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 3 || parts[2].indexOf(':') >= 0) {
            return Optional.empty();
        }
        try {
            ServerAddress address = ServerAddress.parse(parts[1]);
            String user = Printable.of(parts[2]);
            return Optional.of(new Entry(parts[0].isBlank() ? address : address.named(parts[0]), user));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Bytes that are no text cost their line, and not the others. */
    private List<String> lines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is no file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new FileSystemException(
                    file.toString(), null, "it has more than " + MOST_BYTES + " bytes, as no list of servers has");
        }
        return new String(Files.readAllBytes(file), UTF_8).lines().toList();
    }

    /**
     * Keeps the servers.
     *
     * @throws IOException if the file cannot be written
     */
    public void keep(List<Entry> entries) throws IOException {
        List<String> lines = entries.stream()
                .map(entry -> String.join(
                        "\t", entry.address().name(), entry.address().base().toString(), Printable.of(entry.user())))
                .toList();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, lines);
    }
}
