package org.cqrsjakarta.redis;

import java.util.Set;
import org.cqrsjakarta.spi.ModuleSettings;

/** The names of what {@link RedisSettings} reads. */
public final class RedisSettingNames implements ModuleSettings {

    @Override
    public Set<String> names() {
        return Set.of(
                RedisSettings.URI,
                RedisSettings.TIMEOUT,
                RedisSettings.CONNECTIONS,
                RedisTls.TRUST,
                RedisTls.TRUST + RedisTls.PASSWORD,
                RedisTls.KEYS,
                RedisTls.KEYS + RedisTls.PASSWORD);
    }
}
