package org.cqrsjakarta.inspector.timeline;

/** How each thing that a stream can do looks: one meaning, one colour and one shape, wherever it is painted. */
final class Strokes {

    private final Palette palette;
    private final int ground;

    /** Strokes on the background. */
    Strokes(Palette palette) {
        this(palette, palette.background());
    }

    /** Strokes on a ground of another colour. */
    Strokes(Palette palette, int ground) {
        this.palette = palette;
        this.ground = ground;
    }

    /** What a step served: step 0 solid, fallbacks dotted. */
    void bar(Raster raster, int x0, int top, int x1, int bottom, int step) {
        int colour = palette.step(step);
        if (step == 0) {
            raster.fill(x0, top, x1, bottom, colour, Rank.PRIMARY);
            return;
        }
        // A ground of the same colour, so that the dots are one bar and not many.
        Rank rank = step == 1 ? Rank.FALLBACK : Rank.FURTHER;
        raster.fill(x0, top, x1, bottom, palette.mixed(colour, 0.45), rank);
        Raster.Pattern dots = step == 1 ? Raster.Pattern.dotted(x0, 6, 4) : Raster.Pattern.dotted(x0, 3, 2);
        raster.fill(x0, top, x1, bottom, colour, rank, dots);
    }

    /** No item for a while. */
    void stall(Raster raster, int x0, int top, int x1, int bottom) {
        int middle = (top + bottom) / 2;
        if (bottom - top >= 3) {
            // Hollow: the bar with its inside taken out.
            raster.fill(x0, top, x1, bottom, palette.stall(), Rank.FURTHER);
            raster.fill(x0, middle, x1, middle + 1, palette.faint(), Rank.FURTHER);
        } else {
            raster.fill(x0, top, x1, bottom, palette.stall(), Rank.STALL);
        }
    }

    /** Nobody listens, and nothing is asked for: rails with nothing on them. */
    void held(Raster raster, int x0, int top, int x1, int bottom) {
        if (bottom - top >= 3) {
            raster.fill(x0, top, x1, bottom, ground, Rank.HELD);
            raster.fill(x0, top, x1, top + 1, palette.left(), Rank.HELD);
            raster.fill(x0, bottom - 1, x1, bottom, palette.left(), Rank.HELD);
        } else {
            raster.fill(x0, top, x1, bottom, palette.left(), Rank.HELD);
        }
    }

    void switchover(Raster raster, int x, int top, int bottom, boolean room) {
        shape(raster, Glyph.TRIANGLE, x, top, bottom, room, palette.switchover(), Rank.SWITCHOVER);
    }

    void failed(Raster raster, int x, int top, int bottom, boolean room) {
        shape(raster, Glyph.CROSS, x, top, bottom, room, palette.failure(), Rank.FAILURE);
    }

    void completed(Raster raster, int x, int top, int bottom, boolean room) {
        shape(raster, Glyph.SQUARE, x, top, bottom, room, palette.end(), Rank.END);
    }

    void left(Raster raster, int x, int top, int bottom, boolean room) {
        shape(raster, Glyph.RING, x, top, bottom, room, palette.left(), Rank.LEFT);
    }

    /** Its end was never told. */
    void unknown(Raster raster, int x, int top, int bottom, boolean room) {
        shape(raster, Glyph.QUESTION, x, top, bottom, room, palette.faint(), Rank.LEFT);
    }

    /** Goes on; without room for a shape there is none. */
    void running(Raster raster, int x, int top, int bottom, boolean room, int step) {
        if (room) {
            int colour = palette.step(step);
            shape(raster, Glyph.ARROW, x - Glyph.SIZE / 2, top, bottom, true, colour, Rank.FURTHER);
        }
    }

    /** Waits for its client; without room for a shape there is none. */
    void waiting(Raster raster, int x, int top, int bottom, boolean room) {
        if (room) {
            shape(raster, Glyph.PAUSE, x - Glyph.SIZE / 2, top, bottom, true, palette.left(), Rank.HELD);
        }
    }

    private void shape(Raster raster, Glyph glyph, int x, int top, int bottom, boolean room, int colour, Rank rank) {
        if (room) {
            int size = Math.min(Glyph.SIZE, bottom - top);
            // A margin of the ground, so that it stands out from the bar that it stands on.
            raster.fill(x - size / 2 - 1, top + 1, x + size / 2 + 2, bottom - 1, ground, rank);
            glyph.draw(raster, x, (top + bottom) / 2, size, colour, rank);
        } else {
            raster.fill(x, top, x + 1, bottom, colour, rank);
        }
    }
}
