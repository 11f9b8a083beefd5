package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An unpacked GlassFish, the folder that holds {@code bin} and {@code glassfish}. */
record Server(Path home) {
    /** What an earlier run leaves behind, and the next one must not find. */
    private static final List<String> LEFT_BEHIND =
            List.of("applications", "autodeploy", "generated", "lib/databases", "logs", "osgi-cache");

    /**
     * Keeps other runs away from this server until this process ends.
     *
     * @return the claim, which ends when nobody refers to it any more; {@code null} if another run has the server
     */
    @Nullable
    FileLock claim() throws IOException {
        // Never closed: closing the file would end the claim.
        FileChannel file =
                FileChannel.open(home.resolve("running.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return file.tryLock();
    }

    /** Makes a fresh domain with our settings, whatever state an earlier run left it in. */
    void provision(Ports ports, Map<String, String> systemProperties) throws IOException {
        for (String folder : LEFT_BEHIND) {
            delete(domain().resolve(folder));
        }
        Files.createDirectories(domain().resolve("autodeploy"));
        DomainXml xml = DomainXml.read(original("domain.xml"));
        DomainSettings.of(ports).forEach(xml::set);
        DomainSettings.jvmOptions(ports).forEach(xml::replaceJvmOption);
        xml.addToServer(DomainSettings.messageBroker());
        xml.addSystemProperties(systemProperties);
        xml.write(config("domain.xml"));
        oneLinePerLogRecord();
        asadminOnThisJdk();
    }

    /** Another one like this, in another folder, unless it is there from an earlier run. */
    Server copiedTo(Path folder) throws IOException {
        Path done = folder.resolve("copied");
        if (Files.notExists(done)) {
            delete(folder);
            try (Stream<Path> all = Files.walk(home)) {
                for (Path path : all.toList()) {
                    Path copy = folder.resolve(home.relativize(path));
                    Files.createDirectories(copy.getParent());
                    Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            } catch (UncheckedIOException walking) {
                throw walking.getCause();
            }
            Files.createFile(done);
        }
        return new Server(folder);
    }

    /** Deploys it at the next start, with the file's name as context root. */
    void deployAtStart(Path war) throws IOException {
        Files.copy(war, domain().resolve("autodeploy").resolve(war.getFileName()));
    }

    boolean hasDeployed(Path war) {
        return Files.exists(domain().resolve("autodeploy").resolve(war.getFileName() + "_deployed"));
    }

    boolean hasRefused(Path war) {
        return Files.exists(domain().resolve("autodeploy").resolve(war.getFileName() + "_deployFailed"));
    }

    /** The first part of the application's addresses. */
    static String contextRoot(Path war) {
        return war.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    Path asadmin() {
        return home.resolve("bin").resolve(windows() ? "asadmin.bat" : "asadmin");
    }

    private static boolean windows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    private Path domain() {
        return home.resolve("glassfish/domains/domain1");
    }

    private Path config(String file) {
        return domain().resolve("config").resolve(file);
    }

    private Path original(String file) throws IOException {
        return original(config(file));
    }

    /** The file as it was unpacked: the server itself writes to its own. */
    private static Path original(Path file) throws IOException {
        Path original = file.resolveSibling(file.getFileName() + ".unpacked");
        if (Files.notExists(original)) {
            Files.copy(file, original);
        }
        return original;
    }

    /** Whoever deploys to it may have a JDK on the path that is too old for it. */
    private void asadminOnThisJdk() throws IOException {
        Path file = home.resolve("glassfish/config").resolve(windows() ? "asenv.bat" : "asenv.conf");
        String java = System.getProperty("java.home", "");
        String line = windows() ? "set AS_JAVA=" + java : "AS_JAVA=\"" + java + "\"";
        Files.writeString(
                file, Files.readString(original(file)) + System.lineSeparator() + line + System.lineSeparator());
    }

    private void oneLinePerLogRecord() throws IOException {
        String handler = "org.glassfish.main.jul.handler.SimpleLogHandler.formatter=org.glassfish.main.jul.formatter.";
        // Longer ones lose their beginning, which is how an application's lines are told from the server's.
        String wholeLoggerNames = "\norg.glassfish.main.jul.formatter.OneLineFormatter.size.class=80\n";
        String text = Files.readString(original("logging.properties"));
        Files.writeString(
                config("logging.properties"),
                text.replace(handler + "UniformLogFormatter", handler + "OneLineFormatter") + wholeLoggerNames);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException walking) {
            throw walking.getCause();
        }
    }
}
