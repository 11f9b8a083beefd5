package org.cqrsjakarta.demo.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What can be set about the demo, from MicroProfile Config. Checked when the application is deployed.
 *
 * @param feedUrl       {@value #FEED_URL}: a query service with the interface of the USGS's; empty: the demo replays
 *                      a recorded week to itself
 * @param feedRate      {@value #FEED_RATE}: quakes per second of the replay, 0 being as fast as possible; default 20
 * @param idleTimeout   {@value #IDLE_TIMEOUT}: how long the feed may send nothing before it counts as failed;
 *                      default 5 s
 * @param dataSource    {@value #DATA_SOURCE}: JNDI name of the catalogue's database; default: {@link #EMBEDDED}
 * @param faultsEnabled {@value #FAULTS_ENABLED}: whether the replay's faults can be switched on; default {@code false}
 */
public record Settings(
        Optional<URI> feedUrl, double feedRate, Duration idleTimeout, String dataSource, boolean faultsEnabled) {

    /** Name of the setting. */
    public static final String FEED_URL = "quakes.feed.url";

    /** Name of the setting. */
    public static final String FEED_RATE = "quakes.feed.rate";

    /** Name of the setting. */
    public static final String IDLE_TIMEOUT = "quakes.feed.idle-timeout";

    /** Name of the setting. */
    public static final String DATA_SOURCE = "quakes.datasource";

    /** Name of the setting. */
    public static final String FAULTS_ENABLED = "quakes.faults.enabled";

    /** JNDI name of the database inside the WAR. */
    public static final String EMBEDDED = "java:app/jdbc/quakes";
}
