package org.cqrsjakarta.internal.deployment;

import java.util.HashSet;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.cqrsjakarta.spi.ModuleSettings;

/** The names of all settings that somebody reads. */
final class KnownSettings {

    private KnownSettings() {}

    /**
     * Asks the modules that are there.
     *
     * @param own     settings of the library itself
     * @param modules loads them
     */
    static Set<String> of(Set<String> own, ClassLoader modules) {
        Set<String> names = new HashSet<>(own);
        Iterator<ModuleSettings> found =
                ServiceLoader.load(ModuleSettings.class, modules).iterator();
        try {
            while (found.hasNext()) {
                names.addAll(found.next().names());
            }
        } catch (ServiceConfigurationError e) {
            // A warning too many, and no deployment that fails for it.
            DeploymentLog.LOG.debug("The settings of a module cannot be asked for", e);
        }
        return names;
    }
}
