package org.cqrsjakarta.inspector.timeline;

/** The shapes of what happens to a stream, so that nobody needs colours to tell them apart. */
enum Glyph {
    /** A switchover. */
    TRIANGLE(
            "....#....",
            "....#....",
            "...###...",
            "...###...",
            "..#####..",
            "..#####..",
            ".#######.",
            ".#######.",
            "#########"),
    /** A failure. */
    CROSS(
            "##.....##",
            "###...###",
            ".###.###.",
            "..#####..",
            "...###...",
            "..#####..",
            ".###.###.",
            "###...###",
            "##.....##"),
    /** A normal end. */
    SQUARE(
            ".........",
            ".#######.",
            ".#######.",
            ".#######.",
            ".#######.",
            ".#######.",
            ".#######.",
            ".#######.",
            "........."),
    /** A client that left. */
    RING(
            "..#####..",
            ".##...##.",
            "##.....##",
            "#.......#",
            "#.......#",
            "#.......#",
            "##.....##",
            ".##...##.",
            "..#####.."),
    /** Goes on. */
    ARROW(
            "..#......",
            "..###....",
            "..#####..",
            "..######.",
            "..#######",
            "..######.",
            "..#####..",
            "..###....",
            "..#......"),
    /** Waits for its client. */
    PAUSE(
            ".........",
            ".###.###.",
            ".###.###.",
            ".###.###.",
            ".###.###.",
            ".###.###.",
            ".###.###.",
            ".###.###.",
            "........."),
    /** Its end was never told. */
    QUESTION(
            "..#####..",
            ".##...##.",
            "......##.",
            ".....##..",
            "....##...",
            "....##...",
            ".........",
            "....##...",
            "....##...");

    static final int SIZE = 9;

    private final String rows;

    Glyph(String... rows) {
        this.rows = String.join("", rows);
    }

    /** Draws it around a point, at most as high as its lane. */
    void draw(Raster raster, int x, int y, int height, int colour, Rank rank) {
        int size = Math.min(SIZE, height);
        for (int row = 0; row < size; row++) {
            int from = row * SIZE / size * SIZE;
            for (int column = 0; column < size; column++) {
                if (rows.charAt(from + column * SIZE / size) == '#') {
                    raster.dot(x - size / 2 + column, y - size / 2 + row, colour, rank);
                }
            }
        }
    }
}
