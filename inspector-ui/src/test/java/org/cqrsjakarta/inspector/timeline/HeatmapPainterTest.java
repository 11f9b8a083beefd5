package org.cqrsjakarta.inspector.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatmapPainterTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "10, 0",
        "17, 0",
        "18, 1",
        "99, 3",
        "100, 4",
        "999, 7",
        "1000, 8",
        "10000, 12",
        "100000, 16",
        "999999, 19",
        "1000000, 20",
        "10000000, 24",
        "99999999, 27",
        "100000000, 27",
        "9000000000, 27"
    })
    void eachDecadeBeginsWithARowOfItsOwn(long micros, int row) {
        assertThat(HeatmapPainter.rowOf(micros)).isEqualTo(row);
    }

    @Test
    void theAxisIsInDecades() {
        for (int decade = 0; decade < HeatmapPainter.DECADES; decade++) {
            assertThat(HeatmapPainter.rowOf(HeatmapPainter.decade(decade))).isEqualTo(decade * HeatmapPainter.A_DECADE);
        }
        assertThat(HeatmapPainter.decade(0)).isEqualTo(10);
        assertThat(HeatmapPainter.decade(HeatmapPainter.DECADES)).isEqualTo(100_000_000);
        assertThat(HeatmapPainter.edgeOf(0, 280)).isEqualTo(280);
        assertThat(HeatmapPainter.edgeOf(HeatmapPainter.DECADES, 280)).isZero();
    }

    @Test
    void theScaleGoesFromFaintToFull() {
        Raster raster = new Raster(50, 4);
        new HeatmapPainter(Palette.LIGHT).paintScale(raster);
        assertThat(raster.pixel(49, 2)).isEqualTo(Palette.LIGHT.fallback());
        assertThat(raster.pixel(0, 2)).isNotEqualTo(Palette.LIGHT.background()).isNotEqualTo(Palette.LIGHT.fallback());
    }
}
