package org.cqrsjakarta.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Node.js, and programs for it with the packages that they need. */
public final class Node {

    private static final long INSTALLING_TAKES_MINUTES = 5;
    private static final Path TARGET = Path.of("target", "node");

    private Node() {}

    /** The program itself. */
    public static Path program() {
        return Programs.node();
    }

    /**
     * Copies a folder of programs, and installs what its {@code package.json} names beside them, once in a build.
     *
     * @return the copy
     */
    public static synchronized Path installed(Path folder) throws Exception {
        Path npm = Programs.npm();
        boolean fresh = copied(folder, "package.json") || !Files.exists(TARGET.resolve("node_modules"));
        try (Stream<Path> found = Files.list(folder)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                copied(folder, path.getFileName().toString());
            }
        }
        if (fresh) {
            install(npm);
        }
        return TARGET.toAbsolutePath();
    }

    private static boolean copied(Path folder, String name) throws IOException {
        Path source = folder.resolve(name);
        Path copy = Files.createDirectories(TARGET).resolve(name);
        if (Files.exists(copy) && Files.mismatch(source, copy) < 0) {
            return false;
        }
        Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private static void install(Path npm) throws Exception {
        Path log = TARGET.resolve("npm.log");
        Process process = new ProcessBuilder(List.of(
                        npm.toString(),
                        "install",
                        // It would name the registry that this machine asks.
                        "--no-package-lock",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund"))
                .directory(TARGET.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(INSTALLING_TAKES_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            Files.delete(TARGET.resolve("package.json"));
            throw new IOException("npm could not install the packages: " + Files.readString(log));
        }
    }
}
