package io.proofline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.cli.StartupException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void ports_follow_the_first_one() {
    assertThat(Ports.startingAt(9100))
        .isEqualTo(
            new Ports(9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 9106, 9109, 9110, 9111));
  }

  @Test
  void a_first_port_out_of_range_is_rejected() {
    assertThatThrownBy(() -> Ports.startingAt(80)).hasMessageContaining("between 1024 and 65000");
    assertThatThrownBy(() -> Ports.startingAt(65_530)).isInstanceOf(StartupException.class);
  }

  @Test
  void free_ports_are_accepted() {
    assertThatCode(() -> Ports.free().requireFree()).doesNotThrowAnyException();
  }

  @Test
  void a_port_in_use_is_named_with_a_remedy() throws Exception {
    var free = Ports.free();
    try (var _ = new ServerSocket(free.gateway(), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(free::requireFree)
          .isInstanceOf(StartupException.class)
          .hasMessage(
              "In use by another program: port %d (gateway). Stop that program, or choose other"
                  + " ports, such as --port-base %d.",
              free.gateway(), free.pages() + 100);
    }
  }
}
