package org.cqrsjakarta.inspector.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.Image;
import javax.imageio.ImageIO;

/** Pictures as PNG. */
public final class PngFile {

    private PngFile() {}

    /**
     * Writes a picture.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Image image, Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", bytes)) {
            throw new IOException("This Java cannot write PNG");
        }
        Files.write(file, bytes.toByteArray());
    }

    /** The table that belongs to a picture. */
    public static Path tableBeside(Path png) {
        String name = String.valueOf(png.getFileName());
        String stem = name.endsWith(".png") ? name.substring(0, name.length() - 4) : name;
        return png.resolveSibling(stem + ".csv");
    }
}
