package org.cqrsjakarta.inspector.timeline;

/**
 * The colours, each for one meaning. Opaque ARGB.
 *
 * @param name       for a human
 * @param dark       whether light stands on dark
 * @param background of the picture
 * @param stripe     of every other lane
 * @param grid       lines of the time axis
 * @param text       what is read
 * @param faint      what is read last
 * @param primary    step 0
 * @param fallback   step 1
 * @param further    steps after that
 * @param stall      no item for a while
 * @param failure    failed, an OPEN circuit
 * @param switchover from one handler to the next, a HALF_OPEN circuit
 * @param good       a CLOSED circuit
 * @param end        a normal end
 * @param left       the client walked away
 * @param unknown    events are missing
 * @param selection  what was chosen
 */
public record Palette(
        String name,
        boolean dark,
        int background,
        int stripe,
        int grid,
        int text,
        int faint,
        int primary,
        int fallback,
        int further,
        int stall,
        int failure,
        int switchover,
        int good,
        int end,
        int left,
        int unknown,
        int selection) {

    /** For bright rooms. */
    public static final Palette LIGHT = new Palette(
            "Light",
            false,
            0xFFFFFFFF,
            0xFFF6F8FA,
            0xFFE4E8EC,
            0xFF1F2328,
            0xFF6E7781,
            0xFF2F7FD8,
            0xFFE8A33D,
            0xFFD9701A,
            0xFFC9D1D9,
            0xFFCF222E,
            0xFF9A6700,
            0xFF2DA44E,
            0xFF57606A,
            0xFF8C959F,
            0xFFAFB8C1,
            0xFF0969DA);

    /** For dark rooms. */
    public static final Palette DARK = new Palette(
            "Dark",
            true,
            0xFF0D1117,
            0xFF12171E,
            0xFF262C36,
            0xFFE6EDF3,
            0xFF8B949E,
            0xFF4493F8,
            0xFFD9A03F,
            0xFFE0823D,
            0xFF3D444D,
            0xFFFF6B62,
            0xFFF2CC60,
            0xFF3FB950,
            0xFF9198A1,
            0xFF7D8590,
            0xFF484F58,
            0xFF79C0FF);

    /** For every eye, bright: the colours of Okabe and Ito. */
    public static final Palette LIGHT_SAFE = new Palette(
            "Light, colour-blind safe",
            false,
            0xFFFFFFFF,
            0xFFF6F8FA,
            0xFFE4E8EC,
            0xFF1F2328,
            0xFF6E7781,
            0xFF0072B2,
            0xFFE69F00,
            0xFFCC79A7,
            0xFFC9D1D9,
            0xFFD55E00,
            0xFF000000,
            0xFF56B4E9,
            0xFF57606A,
            0xFF8C959F,
            0xFFAFB8C1,
            0xFF0072B2);

    /** For every eye, dark. */
    public static final Palette DARK_SAFE = new Palette(
            "Dark, colour-blind safe",
            true,
            0xFF0D1117,
            0xFF12171E,
            0xFF262C36,
            0xFFE6EDF3,
            0xFF8B949E,
            0xFF56B4E9,
            0xFFE69F00,
            0xFFCC79A7,
            0xFF3D444D,
            0xFFFF7A1A,
            0xFFF0E442,
            0xFF009E73,
            0xFF9198A1,
            0xFF7D8590,
            0xFF484F58,
            0xFFFFFFFF);

    /** The one for a room and an eye. */
    public static Palette of(boolean dark, boolean safe) {
        if (dark) {
            return safe ? DARK_SAFE : DARK;
        }
        return safe ? LIGHT_SAFE : LIGHT;
    }

    /** The colour of a step. */
    public int step(int step) {
        return switch (step) {
            case 0 -> primary;
            case 1 -> fallback;
            default -> further;
        };
    }

    /** A colour between the background and another. */
    public int mixed(int colour, double share) {
        return mix(background, colour, share);
    }

    static int mix(int one, int other, double share) {
        int result = 0xFF;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (one >>> shift) & 0xFF;
            int b = (other >>> shift) & 0xFF;
            result = (result << 8) | (int) Math.round(a + (b - a) * share);
        }
        return result;
    }
}
