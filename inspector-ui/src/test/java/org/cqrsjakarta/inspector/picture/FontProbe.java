package org.cqrsjakarta.inspector.picture;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import org.cqrsjakarta.inspector.export.PngFile;

/** Draws a few words in the application's fonts, to find out whether this machine draws text as another one does. */
public final class FontProbe {

    private FontProbe() {}

    /** The argument says where to. */
    public static void main(String[] args) throws Exception {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<WritableImage> picture = new CompletableFuture<>();
        Platform.startup(() -> {
            try {
                picture.complete(drawn());
            } catch (RuntimeException e) {
                picture.completeExceptionally(e);
            }
        });
        PngFile.write(picture.join(), Path.of(args[0]));
        Platform.exit();
    }

    private static WritableImage drawn() {
        VBox words = new VBox();
        for (String font : new String[] {"Inter-Regular.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf"}) {
            for (double size : new double[] {11, 13, 17}) {
                Label label = new Label("Streams/s 0.4, p99 16.4 ms — newest first µ × −");
                label.setFont(Font.loadFont(
                        FontProbe.class.getResourceAsStream("/org/cqrsjakarta/inspector/view/fonts/" + font), size));
                words.getChildren().add(label);
            }
        }
        return new Scene(words, 440, 190).snapshot(null);
    }
}
