package io.proofline.console.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2001:0:1::1"
      })
  void an_internal_address_is_refused(String address) throws UnknownHostException {
    assertThat(new AddressGuard(List.of()).allows(InetAddress.getByName(address))).isFalse();
  }

  /** Java's own parser makes IPv4 addresses of these, and Netty's does not. */
  @Test
  void an_ipv4_address_in_ipv6_is_judged_as_ipv4() throws UnknownHostException {
    var bytes = new byte[16];
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    bytes[12] = 127;
    bytes[15] = 1;
    var mapped = Inet6Address.getByAddress(null, bytes, 0);

    assertThat(new AddressGuard(List.of()).allows(mapped)).isFalse();
    assertThat(new AddressGuard(List.of(Network.parse("127.0.0.0/8"))).allows(mapped)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void a_public_address_is_allowed(String address) throws UnknownHostException {
    assertThat(new AddressGuard(List.of()).allows(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void a_network_of_the_settings_is_allowed_and_no_other() throws UnknownHostException {
    var guard = new AddressGuard(List.of(Network.parse("10.1.0.0/16"), Network.parse("::1")));

    assertThat(guard.allows(InetAddress.getByName("10.1.255.255"))).isTrue();
    assertThat(guard.allows(InetAddress.getByName("10.2.0.0"))).isFalse();
    assertThat(guard.allows(InetAddress.getByName("::1"))).isTrue();
    assertThat(guard.allows(InetAddress.getByName("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "localhost", "", "1/8"})
  void a_text_that_is_no_network_is_refused(String text) {
    assertThatThrownBy(() -> Network.parse(text)).hasMessageContaining("is not a network");
  }
}
