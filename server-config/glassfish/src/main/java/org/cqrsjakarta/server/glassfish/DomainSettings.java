package org.cqrsjakarta.server.glassfish;

import java.util.List;
import java.util.Map;

/** How our GlassFish differs from an unpacked one. */
final class DomainSettings {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String SERVER = "/domain/configs/config[@name='server-config']";

    private DomainSettings() {}

    static List<Setting> of(Ports ports) {
        return List.of(
                // Nobody outside this machine: the server runs without a password.
                everywhere("network-listener", "address", LOOPBACK, "reachable from this machine only"),
                everywhere("iiop-listener", "address", LOOPBACK, "reachable from this machine only"),
                everywhere("jmx-connector", "address", LOOPBACK, "reachable from this machine only"),

                // No port of an unpacked GlassFish: one may be running.
                port(listener("http-listener-1"), ports.http()),
                port(listener("http-listener-2"), ports.https()),
                port(listener("admin-listener"), ports.admin()),
                port("//iiop-listener[@id='orb-listener-1']", ports.iiop()),
                port("//iiop-listener[@id='SSL']", ports.iiopSsl()),
                port("//iiop-listener[@id='SSL_MUTUALAUTH']", ports.iiopMutualAuth()),
                port("//admin-service/jmx-connector", ports.jmx()),
                here("/system-property[@name='JMS_PROVIDER_PORT']", "value", ports.jms(), "its own port"),

                // What nobody uses here is not opened, which also starts faster.
                here("//iiop-listener", "enabled", false, "no remote EJBs"),
                here("//admin-service/jmx-connector", "enabled", false, "nobody looks at it through JMX"),
                here("//property[@name='adminConsoleStartup']", "value", "NEVER", "no web console"),

                // A stream may last for days and be silent for long.
                here(
                        "//protocol[starts-with(@name, 'http-')]/http",
                        "request-timeout-seconds",
                        -1,
                        "900 ends any stream after 15 minutes"),
                here(
                        "//protocol[starts-with(@name, 'http-')]/http",
                        "timeout-seconds",
                        300,
                        "idle for 30 s is no reason to close a connection"),
                here(
                        "//transport[@name='tcp']",
                        "write-timeout-millis",
                        300_000,
                        "30000 drops a client that pauses for half a minute, such as a tab in a debugger"),
                here(
                        "//transport[@name='tcp']",
                        "socket-write-buffer-size",
                        131_072,
                        "for a client that stops reading, four times the socket's buffer are kept on the heap, and left"
                                + " to itself that buffer grows until it is 8 MB"),

                // A reset reaches neither the application nor what it writes: the stream goes on, and keeps its place.
                // Not
                // without TLS, which is for a proxy on the same machine: there Grizzly 5.0.0 leaves Content-Type out
                // for
                // who offers an upgrade and gets none, as Java's own client does.
                here(
                        "//protocol[@name='http-listener-2']/http",
                        "http2-enabled",
                        false,
                        "true lets one connection open and reset streams without end, which nobody notices; a proxy speaks"
                                + " HTTP/2 to browsers, and has a connection for each stream behind it"),

                // Five by default. The demo's recorded feed is served by the same server to itself.
                here(
                        "//thread-pool[@name='http-thread-pool']",
                        "max-thread-pool-size",
                        64,
                        "a request that waits for another of the same server must not take the last thread"),

                // Jersey leaves every application in a thread-local of the thread that has started it, be it by
                // deployment or by the first request. It goes with the thread: 5 stay for ever, others for 15 minutes.
                everywhere("thread-pool", "min-thread-pool-size", 0, "undeployed applications would stay in memory"),
                everywhere(
                        "thread-pool",
                        "idle-thread-timeout-seconds",
                        2,
                        "undeployed applications would stay in memory"));
    }

    /** An element that an unpacked GlassFish lacks: without it, it opens the port of a message broker on all addresses. */
    static String messageBroker() {
        return "<jms-service type='REMOTE' default-jms-host='none'><jms-host name='none' host='127.0.0.1'"
                + " port='${JMS_PROVIDER_PORT}' lazy-init='false'/></jms-service>";
    }

    /** What replaces the JVM options that begin with the key. */
    static Map<String, String> jvmOptions(Ports ports) {
        return Map.of(
                // The remote shell listens on a port without a password, the local ones wait for a terminal.
                "-Dorg.glassfish.additionalOSGiBundlesToStart=",
                "org.apache.felix.fileinstall",
                "-Dosgi.shell.telnet.port=",
                String.valueOf(ports.telnet()));
    }

    private static String listener(String name) {
        return "//network-listener[@name='" + name + "']";
    }

    private static Setting port(String elements, int port) {
        return here(elements, "port", port, "its own port");
    }

    private static Setting here(String elements, String attribute, Object value, String reason) {
        return new Setting(SERVER + elements, attribute, String.valueOf(value), reason);
    }

    private static Setting everywhere(String element, String attribute, Object value, String reason) {
        return new Setting("//" + element, attribute, String.valueOf(value), reason);
    }
}
