package org.cqrsjakarta.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Figures as JSON: an array with an object for each. */
public final class FigureFile {

    private static final JsonFactory JSON = new JsonFactory();

    private FigureFile() {}

    public static void write(List<Figure> figures, Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file);
                JsonGenerator json = JSON.createGenerator(writer).useDefaultPrettyPrinter()) {
            json.writeStartArray();
            for (Figure figure : figures) {
                json.writeStartObject();
                json.writeStringField("work", figure.work());
                json.writeStringField("who", figure.who());
                json.writeNumberField("nanos", figure.nanos());
                json.writeNumberField("least", figure.least());
                json.writeNumberField("most", figure.most());
                json.writeNumberField("bytes", figure.bytes());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    public static List<Figure> read(Path file) throws IOException {
        List<Figure> figures = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file);
                JsonParser json = JSON.createParser(reader)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                figures.add(figure(json));
            }
        }
        return figures;
    }

    private static Figure figure(JsonParser json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, json.getText());
        }
        return new Figure(
                text(fields, "work"),
                text(fields, "who"),
                Double.parseDouble(text(fields, "nanos")),
                Double.parseDouble(text(fields, "least")),
                Double.parseDouble(text(fields, "most")),
                Double.parseDouble(text(fields, "bytes")));
    }

    private static String text(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }
}
