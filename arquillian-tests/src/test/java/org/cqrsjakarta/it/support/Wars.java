package org.cqrsjakarta.it.support;

import java.io.File;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.redis.RedisCircuitStore;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.jboss.logging.Logger;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.slf4j.LoggerFactory;
import redis.clients.authentication.core.Token;
import redis.clients.jedis.Jedis;

/** Archives as an application builds them. */
public final class Wars {

    private static final String DISCOVERY = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;

    private Wars() {}

    /** A WAR with the library, these classes and nothing else. */
    public static WebArchive of(String name, Map<String, String> settings, Class<?>... classes) {
        WebArchive war = ShrinkWrap.create(WebArchive.class, name + ".war")
                .addClasses(classes)
                .addAsWebInfResource(new StringAsset(DISCOVERY), "beans.xml");
        for (Class<?> anchor : Arrays.asList(
                StreamingMediator.class,
                CircuitBreaker.class,
                io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreaker.class,
                io.smallrye.faulttolerance.api.CircuitBreakerState.class,
                Logger.class)) {
            war.addAsLibrary(library(anchor));
        }
        return configured(war, settings);
    }

    /** The demo, with settings of the test's own; a probe that nobody listens to makes room soon. */
    public static WebArchive demo(Map<String, String> settings) {
        WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("demo.war")));
        Map<String, String> all = new HashMap<>(Map.of("cqrs.circuit.probe-lease", "PT5S"));
        all.putAll(settings);
        return configured(war, all);
    }

    /** A WAR with one of the libraries that the demo brings: a database, for instance. */
    public static WebArchive withLibraryOfDemo(WebArchive war, String prefix) {
        WebArchive demo = ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("demo.war")));
        demo.getContent(path -> path.get().startsWith("/WEB-INF/lib/" + prefix))
                .forEach((path, library) -> war.add(library.getAsset(), path));
        return war;
    }

    /** A WAR with what shares its streams and circuits by way of Redis, beside what it has. */
    public static WebArchive withRedis(WebArchive war) {
        for (Class<?> anchor : Arrays.asList(
                RedisCircuitStore.class, Jedis.class, Token.class, GenericObjectPool.class, LoggerFactory.class)) {
            war.addAsLibrary(library(anchor));
        }
        return war;
    }

    private static WebArchive configured(WebArchive war, Map<String, String> settings) {
        String properties = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        return war.addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties");
    }

    private static Archive<?> library(Class<?> anchor) {
        try {
            File place = new File(
                    anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
            return place.isFile()
                    ? ShrinkWrap.createFromZipFile(JavaArchive.class, place)
                    : ShrinkWrap.create(ExplodedImporter.class, anchor.getPackageName() + ".jar")
                            .importDirectory(place)
                            .as(JavaArchive.class);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(anchor + " has no place in the file system", e);
        }
    }
}
