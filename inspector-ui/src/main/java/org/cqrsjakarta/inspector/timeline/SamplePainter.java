package org.cqrsjakarta.inspector.timeline;

import org.cqrsjakarta.inspector.protocol.CircuitState;

/** Paints one thing of those that can be seen on the timeline, with the same strokes. */
public final class SamplePainter {

    /** How high a sample is that looks like a lane. */
    public static final int HEIGHT = 13;

    private final Palette palette;
    private final Strokes strokes;

    public SamplePainter(Palette palette) {
        this.palette = palette;
        this.strokes = new Strokes(palette);
    }

    /** Paints it over the whole picture. */
    public void paint(Raster raster, Sample sample) {
        raster.clear(palette.background());
        int right = raster.width();
        int bottom = raster.height();
        int end = right - Glyph.SIZE / 2 - 1;
        switch (sample) {
            case PRIMARY -> bar(raster, 0, right, 0);
            case FALLBACK -> bar(raster, 0, right, 1);
            case SWITCHOVER -> {
                bar(raster, 0, right / 2, 0);
                bar(raster, right / 2, right, 1);
                strokes.switchover(raster, right / 2, 0, bottom, true);
            }
            case FAILED -> {
                bar(raster, 0, end, 0);
                strokes.failed(raster, end, 0, bottom, true);
            }
            case ENDED -> {
                bar(raster, 0, end, 0);
                strokes.completed(raster, end, 0, bottom, true);
            }
            case LEFT -> {
                bar(raster, 0, end, 0);
                strokes.left(raster, end, 0, bottom, true);
            }
            case RUNNING -> {
                bar(raster, 0, end, 0);
                strokes.running(raster, right - 1, 0, bottom, true, 0);
            }
            case HELD -> {
                bar(raster, 0, right / 2, 0);
                strokes.held(raster, right / 2, bottom / 3, right, bottom - bottom / 3);
                strokes.waiting(raster, right - 1, 0, bottom, true);
            }
            case UNKNOWN -> {
                bar(raster, 0, end, 0);
                strokes.unknown(raster, end, 0, bottom, true);
            }
            case STALL -> {
                bar(raster, 0, right, 0);
                strokes.stall(raster, right / 4, bottom / 3, right - right / 4, bottom - bottom / 3);
            }
            case MISSING -> Backdrop.missing(raster, 0, right, palette);
            case CLOSED -> CircuitPainter.stay(raster, palette, CircuitState.CLOSED, 0, 0, right, bottom);
            case OPEN -> CircuitPainter.stay(raster, palette, CircuitState.OPEN, 0, 0, right, bottom);
            case HALF_OPEN -> CircuitPainter.stay(raster, palette, CircuitState.HALF_OPEN, 0, 0, right, bottom);
        }
    }

    private void bar(Raster raster, int from, int to, int step) {
        int room = raster.height() / 3;
        strokes.bar(raster, from, room, to, raster.height() - room, step);
    }
}
