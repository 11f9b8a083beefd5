package org.cqrsjakarta.inspector.timeline;

import java.util.Arrays;

/**
 * Pixels, each with the rank of what it shows: where several things share one, the worst wins, so that no failure is hidden
 * when many streams are drawn small. Not thread-safe.
 */
public final class Raster {

    private final int width;
    private final int height;
    private final int[] pixels;
    private final byte[] ranks;

    /**
     * Creates a picture.
     *
     * @param width  in pixels, 1 or more
     * @param height in pixels, 1 or more
     */
    public Raster(int width, int height) {
        this(width, height, new int[width * height]);
    }

    /** Creates a picture that is drawn into an array of somebody else, row after row, opaque ARGB. */
    public Raster(int width, int height, int[] pixels) {
        if (width < 1 || height < 1 || pixels.length < width * height) {
            throw new IllegalArgumentException("width = " + width + ", height = " + height + ", pixels = "
                    + pixels.length + ", allowed: 1 or more, and as many pixels as they make");
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        this.ranks = new byte[width * height];
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The colour of a pixel. */
    public int pixel(int x, int y) {
        return pixels[y * width + x];
    }

    /** The rank of what a pixel shows. */
    int rank(int x, int y) {
        return ranks[y * width + x];
    }

    void clear(int colour) {
        Arrays.fill(pixels, 0, width * height, colour);
        Arrays.fill(ranks, (byte) 0);
    }

    /** Fills a rectangle where nothing worse stands; what lies outside is left out. */
    void fill(int x0, int y0, int x1, int y1, int colour, Rank rank) {
        int left = Math.max(0, x0);
        int right = Math.min(width, x1);
        int bottom = Math.min(height, y1);
        byte order = rank.order();
        for (int y = Math.max(0, y0); y < bottom; y++) {
            for (int at = y * width + left; at < y * width + right; at++) {
                if (order >= ranks[at]) {
                    ranks[at] = order;
                    pixels[at] = colour;
                }
            }
        }
    }

    /** Which pixels of a rectangle are drawn. */
    @FunctionalInterface
    interface Pattern {

        /** Of each {@code period} columns the first {@code on}, counted from a column. */
        static Pattern dotted(int start, int period, int on) {
            return (x, y) -> Math.floorMod(x - start, period) < on;
        }

        /** Slanted lines, so far apart. */
        static Pattern hatched(int period) {
            return (x, y) -> Math.floorMod(x + y, period) < 2;
        }

        /** Whether a pixel is drawn. */
        boolean covers(int x, int y);
    }

    /** As {@link #fill}, but only what the pattern covers. */
    void fill(int x0, int y0, int x1, int y1, int colour, Rank rank, Pattern pattern) {
        int left = Math.max(0, x0);
        int right = Math.min(width, x1);
        int bottom = Math.min(height, y1);
        for (int y = Math.max(0, y0); y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (pattern.covers(x, y)) {
                    put(y * width + x, colour, rank);
                }
            }
        }
    }

    /** Colours one pixel where nothing worse stands. */
    void dot(int x, int y, int colour, Rank rank) {
        if (x >= 0 && x < width && y >= 0 && y < height) {
            put(y * width + x, colour, rank);
        }
    }

    /** Mixes a colour into every pixel of a rectangle, whatever it shows. */
    void tint(int x0, int y0, int x1, int y1, int colour, double share) {
        int left = Math.max(0, x0);
        int right = Math.min(width, x1);
        int bottom = Math.min(height, y1);
        int weight = weight(share);
        for (int y = Math.max(0, y0); y < bottom; y++) {
            for (int at = y * width + left; at < y * width + right; at++) {
                pixels[at] = mixed(pixels[at], colour, weight);
            }
        }
    }

    /** Mixes a colour into whole columns, whatever they show: a share for each. */
    void tintColumns(double[] shares, int colour) {
        int[] columns = new int[width];
        int[] weights = new int[width];
        int tinted = 0;
        for (int x = 0; x < width; x++) {
            if (shares[x] > 0) {
                columns[tinted] = x;
                weights[tinted++] = weight(shares[x]);
            }
        }
        // Row by row, as they lie in memory.
        for (int row = 0; row < width * height; row += width) {
            for (int i = 0; i < tinted; i++) {
                int at = row + columns[i];
                pixels[at] = mixed(pixels[at], colour, weights[i]);
            }
        }
    }

    /** The colour that comes of a tint. */
    static int mix(int ground, int colour, double share) {
        return mixed(ground, colour, weight(share));
    }

    private static int weight(double share) {
        return (int) Math.round(Math.clamp(share, 0.0, 1.0) * 256);
    }

    /** Red and blue at once, then green, in 256ths: as exact as a screen, and many times as fast as fractions. */
    private static int mixed(int one, int other, int weight) {
        int redAndBlue = ((one & 0xFF00FF) * (256 - weight) + (other & 0xFF00FF) * weight) >>> 8 & 0xFF00FF;
        int green = ((one & 0xFF00) * (256 - weight) + (other & 0xFF00) * weight) >>> 8 & 0xFF00;
        return 0xFF000000 | redAndBlue | green;
    }

    private void put(int at, int colour, Rank rank) {
        byte order = rank.order();
        if (order >= ranks[at]) {
            ranks[at] = order;
            pixels[at] = colour;
        }
    }
}
