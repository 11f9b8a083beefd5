package org.cqrsjakarta.testkit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of this one, whole streams only. */
class SpecificationParserTest {

    static List<StreamCase> cases() {
        return StreamCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whole(StreamCase given) {
        EventStreamContract.assertThatItIs(given, SpecificationParser.parse(given.stream()), "whole");
    }
}
