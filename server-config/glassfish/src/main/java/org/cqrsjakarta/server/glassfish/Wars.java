package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies of WARs. */
final class Wars {

    private Wars() {}

    /**
     * A copy with more libraries: with all JARs of a folder but those that it has already.
     *
     * @param into the folder for the copy, which has the same name
     */
    static Path with(Path war, Path libraries, Path into) throws IOException {
        Files.createDirectories(into);
        Path copy = into.resolve(war.getFileName());
        Files.copy(war, copy, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip = FileSystems.newFileSystem(copy);
                Stream<Path> all = Files.list(libraries)) {
            List<Path> jars =
                    all.filter(path -> path.toString().endsWith(".jar")).toList();
            Path lib = Files.createDirectories(zip.getPath("WEB-INF", "lib"));
            for (Path jar : jars) {
                Path added = lib.resolve(jar.getFileName().toString());
                if (Files.notExists(added)) {
                    Files.copy(jar, added);
                }
            }
        }
        return copy;
    }
}
