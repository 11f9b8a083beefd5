package org.cqrsjakarta.jdbc;

import java.util.Set;
import org.cqrsjakarta.spi.ModuleSettings;

/** The names of what {@link JdbcSettings} and {@link JdbcStoreExtension} read. */
public final class JdbcSettingNames implements ModuleSettings {

    @Override
    public Set<String> names() {
        return Set.of(JdbcStoreExtension.DATA_SOURCE, JdbcSettings.TIMEOUT, JdbcSettings.POLL, JdbcSettings.CREATE);
    }
}
