package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    @Test
    void hasDefaults() {
        assertThat(RedisAddress.parse("p", "redis://my_redis"))
                .isEqualTo(new RedisAddress(false, null, null, "my_redis", 6379, 0));
    }

    @Test
    void hasAllParts() {
        assertThat(RedisAddress.parse("p", "rediss://a%3Ab:p%40s+s%2F%C3%A4@[::1]:7000/12"))
                .isEqualTo(new RedisAddress(true, "a:b", "p@s+s/ä", "[::1]", 7000, 12));
    }

    @Test
    void aPasswordNeedsNoUser() {
        assertThat(RedisAddress.parse("p", "redis://:secret@host/"))
                .isEqualTo(new RedisAddress(false, null, "secret", "host", 6379, 0));
    }

    @Test
    void isShownWithoutThePassword() {
        assertThat(RedisAddress.parse("p", "rediss://user:secret@host:1/2")).hasToString("rediss://host:1/2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host:6379",
                "http://user:secret@host",
                "redis://",
                "redis://user@host",
                "redis://user:secret@",
                "redis://user:se/cret@host",
                "redis://user:se@cret@host",
                "redis://user:secret%@host",
                "redis://user:secret@host:0",
                "redis://user:secret@host:65536",
                "redis://user:secret@host:99999999",
                "redis://user:secret@host/one",
                "redis://user:secret@host/1/2",
                "redis://user:secret@host?db=1",
                "redis://user:secret@ho st"
            })
    void whatIsNoneIsRefusedWithoutSayingIt(String uri) {
        assertThatThrownBy(() -> RedisAddress.parse("cqrs.redis.uri", uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("CQRS01001: 'cqrs.redis.uri' is none of redis://")
                .hasMessageNotContaining("cret@")
                .hasNoCause();
    }
}
