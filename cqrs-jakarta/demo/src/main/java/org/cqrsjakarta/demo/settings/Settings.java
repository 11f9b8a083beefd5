package org.cqrsjakarta.demo.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What can be set about the demo, from MicroProfile Config. Checked when the application is deployed.
 *
 * @param feedUrl       {@value #FEED_URL}: a query service with the interface of the USGS's; empty: the demo replays
 *                      a recorded week to itself
 * @param feedRate      {@value #FEED_RATE}: quakes per second of the replay, 0 being as fast as possible; default 20
 * @param idleTimeout   {@value #IDLE_TIMEOUT}: how long the feed may send nothing before it counts as failed;
 *                      default 5 s
 * @param dataSource    {@value #DATA_SOURCE}: JNDI name of the catalogue's database; default: {@link #EMBEDDED}
 * @param catalogueRate {@value #CATALOGUE_RATE}: quakes per second from the catalogue, 0 being as fast as possible;
 *                      default 60
 * @param hosts         {@value #HOSTS}: names, in lower case, by which browsers may reach the demo; default: those of
 *                      this machine's loopback interface
 * @param faultsEnabled {@value #FAULTS_ENABLED}: whether the replay's faults can be switched on; default {@code false}
 */
public record Settings(
        Optional<URI> feedUrl,
        double feedRate,
        Duration idleTimeout,
        String dataSource,
        double catalogueRate,
        Set<String> hosts,
        boolean faultsEnabled) {

    /** Name of the setting. */
    public static final String FEED_URL = "quakes.feed.url";

    /** Name of the setting. */
    public static final String FEED_RATE = "quakes.feed.rate";

    /** Name of the setting. */
    public static final String IDLE_TIMEOUT = "quakes.feed.idle-timeout";

    /** Name of the setting. */
    public static final String DATA_SOURCE = "quakes.datasource";

    /** Name of the setting. */
    public static final String CATALOGUE_RATE = "quakes.catalogue.rate";

    /** Name of the setting. */
    public static final String HOSTS = "quakes.hosts";

    /** Name of the setting. */
    public static final String FAULTS_ENABLED = "quakes.faults.enabled";

    /** JNDI name of the database inside the WAR. */
    public static final String EMBEDDED = "java:app/jdbc/quakes";
}
