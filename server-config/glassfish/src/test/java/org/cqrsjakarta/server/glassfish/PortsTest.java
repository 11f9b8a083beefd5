package org.cqrsjakarta.server.glassfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void portsBesideATakenBlockAreTheNextOnes() throws IOException {
        Ports first = Ports.beside(1);
        try (ServerSocket taken = new ServerSocket(first.jms(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThat(Ports.beside(1).base()).isGreaterThan(first.base());
        }
    }

    @Test
    void whatIsNoPortIsRefused() {
        assertThatThrownBy(() -> new Ports(70_000, 24_800)).hasMessageContaining("70000");
        assertThatThrownBy(() -> new Ports(8080, 65_530)).hasMessageContaining("65530");
    }
}
