package org.cqrsjakarta.server.glassfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings against the parts of a domain that they are about. */
class DomainSettingsTest {

    private static final String UNPACKED = """
            <domain><configs>
              <config name="server-config">
                <iiop-service>
                  <iiop-listener address="0.0.0.0" port="3700" id="orb-listener-1"/>
                  <iiop-listener address="0.0.0.0" port="3820" id="SSL"/>
                  <iiop-listener address="0.0.0.0" port="3920" id="SSL_MUTUALAUTH"/>
                </iiop-service>
                <admin-service>
                  <jmx-connector address="0.0.0.0" port="8686" name="system"/>
                  <property name="adminConsoleStartup" value="DEFAULT"/>
                </admin-service>
                <java-config>
                  <jvm-options>-Dosgi.shell.telnet.port=6666</jvm-options>
                  <jvm-options>-Dorg.glassfish.additionalOSGiBundlesToStart=some.shell</jvm-options>
                  <jvm-options>-Xmx512m</jvm-options>
                </java-config>
                <network-config>
                  <protocols>
                    <protocol name="http-listener-1"><http/></protocol>
                    <protocol name="http-listener-2"><http/></protocol>
                    <protocol name="admin-listener"><http/></protocol>
                  </protocols>
                  <network-listeners>
                    <network-listener port="8080" name="http-listener-1"/>
                    <network-listener port="8181" name="http-listener-2"/>
                    <network-listener port="4848" name="admin-listener"/>
                  </network-listeners>
                  <transports><transport name="tcp"/></transports>
                </network-config>
                <thread-pools>
                  <thread-pool name="admin-thread-pool"/><thread-pool name="http-thread-pool"/>
                </thread-pools>
                <system-property name="JMS_PROVIDER_PORT" value="7676"/>
              </config>
            </configs></domain>
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void unpack() throws IOException {
        file = Files.writeString(folder.resolve("domain.xml"), UNPACKED);
    }

    private String configured(Map<String, String> properties) throws IOException {
        Ports ports = new Ports(18080, 24800);
        DomainXml xml = DomainXml.read(file);
        DomainSettings.of(ports).forEach(xml::set);
        DomainSettings.jvmOptions(ports).forEach(xml::replaceJvmOption);
        xml.addSystemProperties(properties);
        xml.write(file);
        return Files.readString(file);
    }

    @Test
    void everyListenerIsOnLoopbackAndOnAPortOfItsOwn() throws IOException {
        String xml = configured(Map.of());
        assertThat(xml)
                .doesNotContain("0.0.0.0")
                .doesNotContain("\"8080\"", "\"8181\"", "\"4848\"", "\"3700\"", "\"3820\"", "\"3920\"", "\"8686\"")
                .doesNotContain("\"7676\"")
                .contains("port=\"18080\"");
    }

    @Test
    void whatWouldCutALongStreamOrHideThatItWasResetIsOff() throws IOException {
        String settings = "request-timeout-seconds=\"-1\" timeout-seconds=\"300\"/>";
        assertThat(configured(Map.of()))
                .contains("<protocol name=\"http-listener-1\"><http " + settings)
                .contains("<protocol name=\"http-listener-2\"><http http2-enabled=\"false\" " + settings)
                .contains("write-timeout-millis=\"300000\"");
    }

    @Test
    void systemPropertiesBecomeOptionsOfTheServer() throws IOException {
        assertThat(configured(Map.of("quakes.feed.rate", "0")))
                .contains("<jvm-options>-Dquakes.feed.rate=0</jvm-options>");
    }

    @Test
    void aDomainOfAnotherKindIsRefused() throws IOException {
        DomainXml other = DomainXml.read(Files.writeString(folder.resolve("other.xml"), "<domain/>"));
        Setting setting = DomainSettings.of(new Ports(18080, 24800)).getFirst();
        assertThatThrownBy(() -> other.set(setting))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("network-listener");
    }
}
