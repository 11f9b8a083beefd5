package org.cqrsjakarta.internal.chain;

import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys of items as texts, by which they are known on other nodes. A text tells its key's type, and keys of equal texts are
 * equal: strings, boxed primitives, big numbers, UUIDs, enum constants, values of {@code java.time}, and records and lists
 * of those. Other keys have none. Texts hold neither control characters nor lone surrogates, whatever the keys do.
 *
 * <pre>
 *   text      = simple type ":" value              String:us7000abcd, Long:7, Instant:2026-11-27T10:00:00Z
 *             | "enum:" sized name                 enum:16:com.acme.CountryNZ
 *             | "record:" sized { sized }          record:12:com.acme.Key8:String:a6:Long:7
 *             | "list:" { sized }
 *             | "null"                             within records and lists only
 *   sized     = number of characters ":" text, or name of a class
 * </pre>
 */
public final class KeyText {

    /** Classes whose values {@code toString} tells apart as {@code equals} does. */
    private static final Set<Class<?>> SIMPLE = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Character.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            MonthDay.class,
            OffsetDateTime.class,
            OffsetTime.class,
            Period.class,
            Year.class,
            YearMonth.class,
            ZonedDateTime.class);

    /** No accessors: they may give less than tells two records apart, and what is taken for delivered is lost. */
    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Field[] fields = new Field[components.length];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = fieldOf(components[i]);
            }
            return fields;
        }
    };

    private static final HexFormat HEX = HexFormat.of();

    private KeyText() {}

    private static Field fieldOf(RecordComponent component) {
        try {
            Field field = component.getDeclaringRecord().getDeclaredField(component.getName());
            // Where it stays closed, reading it says so.
            var unused = field.trySetAccessible();
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record has a field for each component (JLS 8.10.3)", e);
        }
    }

    /**
     * The text of a key.
     *
     * @return empty if it has none
     */
    public static Optional<String> of(Object key) {
        return Optional.ofNullable(text(key));
    }

    private static @Nullable String text(@Nullable Object key) {
        if (key == null) {
            return "null";
        }
        if (isSimple(key.getClass())) {
            String type = key instanceof ZoneId ? "ZoneId" : key.getClass().getSimpleName();
            return type + ':' + printable(key.toString());
        }
        if (key instanceof Enum<?> constant) {
            return "enum:" + sized(constant.getDeclaringClass().getName()) + printable(constant.name());
        }
        if (key instanceof Record fields) {
            return text(fields);
        }
        return key instanceof List<?> items ? text("list:", items.toArray()) : null;
    }

    /** Whether the values of a class are texts as they are. */
    static boolean isSimple(Class<?> type) {
        // Regions have a class of their own, which nobody can name.
        return SIMPLE.contains(type) || ZoneId.class.isAssignableFrom(type);
    }

    private static @Nullable String text(Record key) {
        Class<?> type = key.getClass();
        Field[] fields = FIELDS.get(type);
        Object[] values = new Object[fields.length];
        try {
            for (int i = 0; i < fields.length; i++) {
                values[i] = fields[i].get(key);
            }
        } catch (IllegalAccessException e) {
            // Of a module that opens itself to nobody.
            return null;
        }
        return text("record:" + sized(type.getName()), values);
    }

    private static @Nullable String text(String head, @Nullable Object[] parts) {
        StringBuilder all = new StringBuilder(head);
        for (Object part : parts) {
            String text = text(part);
            if (text == null) {
                return null;
            }
            all.append(sized(text));
        }
        return all.toString();
    }

    private static String printable(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1))) {
                i++;
                text.append(c).append(value.charAt(i));
            } else if (c == '\\' || Character.isISOControl(c) || Character.isSurrogate(c)) {
                text.append("\\u").append(HEX.toHexDigits(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String sized(String text) {
        return text.length() + ":" + text;
    }
}
