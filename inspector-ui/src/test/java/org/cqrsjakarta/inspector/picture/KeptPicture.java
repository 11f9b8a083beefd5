package org.cqrsjakarta.inspector.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A picture among the tests' resources. One that is meant to be another is kept anew by {@code -Dpictures.keep=true}, to be
 * looked at before it is committed.
 */
public final class KeptPicture {

    private static final boolean KEEP = Boolean.getBoolean("pictures.keep");

    private final String name;

    /** The one of a name, without its ending. */
    public KeptPicture(String name) {
        this.name = name;
    }

    /** Whether a picture is the same, pixel for pixel. */
    public boolean isLike(BufferedImage picture) throws IOException {
        keep(picture);
        return differences(read(), picture).isEmpty();
    }

    /** Fails, and leaves the other picture in {@code target}, unless it is the same, pixel for pixel. */
    public void assertLike(BufferedImage picture) throws IOException {
        keep(picture);
        String differences = differences(read(), picture);
        if (!differences.isEmpty()) {
            ImageIO.write(picture, "png", Path.of("target", name + ".png").toFile());
        }
        assertThat(differences)
                .as("against %s.png among the resources; what was drawn is target/%s.png", name, name)
                .isEmpty();
    }

    private void keep(BufferedImage picture) throws IOException {
        if (KEEP) {
            Path folder = Path.of("src", "test", "resources", "org", "cqrsjakarta", "inspector", "picture");
            Files.createDirectories(folder);
            ImageIO.write(picture, "png", folder.resolve(name + ".png").toFile());
        }
    }

    private BufferedImage read() throws IOException {
        if (KEEP) {
            Path kept =
                    Path.of("src", "test", "resources", "org", "cqrsjakarta", "inspector", "picture", name + ".png");
            return ImageIO.read(kept.toFile());
        }
        try (InputStream in = KeptPicture.class.getResourceAsStream(name + ".png")) {
            assertThat(in).as("%s.png among the resources", name).isNotNull();
            return ImageIO.read(in);
        }
    }

    private static String differences(BufferedImage kept, BufferedImage picture) {
        if (kept.getWidth() != picture.getWidth() || kept.getHeight() != picture.getHeight()) {
            return "%d x %d pixels instead of %d x %d"
                    .formatted(picture.getWidth(), picture.getHeight(), kept.getWidth(), kept.getHeight());
        }
        int different = 0;
        String first = "";
        for (int y = 0; y < kept.getHeight(); y++) {
            for (int x = 0; x < kept.getWidth(); x++) {
                if (kept.getRGB(x, y) != picture.getRGB(x, y)) {
                    different++;
                    first = different > 1
                            ? first
                            : "the first at %d, %d: %08x instead of %08x"
                                    .formatted(x, y, picture.getRGB(x, y), kept.getRGB(x, y));
                }
            }
        }
        return different == 0 ? "" : different + " pixels differ, " + first;
    }
}
