package org.cqrsjakarta.inspector.recording;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What went wrong with a file, for a human. What the JDK says is often no more than the file's name. */
public final class FileTrouble {

    private FileTrouble() {}

    /** Why this file cannot be read. */
    public static String reading(Path file, IOException trouble) {
        return trouble instanceof NoSuchFileException
                ? "There is no " + file
                : file + " cannot be read: " + why(trouble);
    }

    /** Why this file cannot be written. */
    public static String writing(Path file, IOException trouble) {
        return file + " cannot be written: "
                + (trouble instanceof NoSuchFileException ? "its folder is not there" : why(trouble));
    }

    /** The reason alone. */
    public static String why(IOException trouble) {
        String reason = trouble instanceof FileSystemException inFiles ? inFiles.getReason() : trouble.getMessage();
        if (reason != null) {
            return reason;
        }
        return trouble instanceof AccessDeniedException
                ? "access is denied"
                : trouble.getClass().getSimpleName();
    }
}
