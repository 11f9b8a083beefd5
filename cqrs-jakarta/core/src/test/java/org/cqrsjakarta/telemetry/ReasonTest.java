package org.cqrsjakarta.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {

    private static final ConnectException REFUSED = new ConnectException("refused");

    static Stream<Throwable> carried() {
        return Stream.of(
                REFUSED,
                new ExecutionException(REFUSED),
                new CompletionException(REFUSED),
                new UncheckedIOException(REFUSED),
                new UndeclaredThrowableException(REFUSED),
                new CompletionException(new ExecutionException(new UncheckedIOException(REFUSED))));
    }

    @ParameterizedTest
    @MethodSource("carried")
    void isWhatHasHappenedAndNotWhatHasCarriedIt(Throwable thrown) {
        Reason reason = Reason.of(thrown);
        assertThat(reason.cause()).isSameAs(REFUSED);
        assertThat(reason.className()).isEqualTo("java.net.ConnectException");
        assertThat(reason.word()).isEqualTo("ConnectException");
    }

    @Test
    void anExceptionThatMeansSomethingIsNotLookedThrough() {
        assertThat(Reason.of(new IllegalStateException(REFUSED)).word()).isEqualTo("IllegalStateException");
    }

    @Test
    void whatCarriesNothingIsItself() {
        assertThat(Reason.of(new CompletionException("alone", null)).word()).isEqualTo("CompletionException");
    }

    @Test
    void aClassWithoutANameOfItsOwnHasAWordToo() {
        Throwable nameless = new IOException() {
            private static final long serialVersionUID = 1L;
        };
        assertThat(Reason.of(nameless).word()).isEqualTo("ReasonTest$1");
    }

    @Test
    void causesThatFormACircleHaveNoInnermost() {
        ExecutionException one = new ExecutionException("circle") {};
        CompletionException other = new CompletionException(one);
        one.initCause(other);
        assertThat(Reason.of(one).cause()).isSameAs(one);
    }

    @Test
    void aTransportThatCannotSayWhatItCarriesIsTheReason() {
        CompletionException mute = new CompletionException((Throwable) null) {
            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("not to be asked");
            }
        };
        assertThat(Reason.of(mute).cause()).isSameAs(mute);
        assertThat(Reason.of(new ExecutionException(mute)).cause()).isSameAs(mute);
    }
}
