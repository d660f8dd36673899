package io.proofline.workers.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadPolicyTest {

  private static final DownloadPolicy POLICY =
      new DownloadPolicy(
          URI.create("http://10.1.1.1:8080/v1"), List.of("Files.internal", "10.2.2.2:81"), "hosts");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.1.1.1:8080/files/a",
        "HTTP://10.1.1.1:8080/files/a",
        "http://files.internal/a",
        "https://FILES.internal:444/a",
        "http://10.2.2.2:81/a",
        "https://93.184.216.34/a",
        "https://[2606:2800:220:1::1]/a"
      })
  void the_apis_origin_listed_hosts_and_public_hosts_with_tls_are_allowed(String address)
      throws Exception {
    assertThat(POLICY.problem(URI.create(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.1.1.1:8081/a",
        "https://10.1.1.1:8080/a",
        "https://10.1.1.1/a",
        "http://10.2.2.2/a",
        "http://93.184.216.34/a",
        "https://127.0.0.1/a",
        "https://localhost/a",
        "https://[::1]/a",
        "https://[::ffff:127.0.0.1]/a",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433/a"
      })
  void other_ports_of_the_api_plain_http_and_private_networks_are_refused(String address)
      throws Exception {
    assertThat(POLICY.problem(URI.create(address)))
        .get()
        .asString()
        .endsWith(
            "If files may be downloaded from there, add %s to hosts"
                .formatted(URI.create(address).getHost()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "::ffff:10.0.0.1"
      })
  void private_and_special_addresses_are_not_public(String address) throws Exception {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.63.0.1",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.1.1",
        "198.17.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "64:ff9b::101:101",
        "2002:101:101::"
      })
  void other_addresses_are_public(String address) throws Exception {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void an_origin_is_scheme_host_and_port() {
    var origin = URI.create("https://files.example.com/a");

    assertThat(DownloadPolicy.isSameOrigin(origin, URI.create("HTTPS://Files.example.com:443/b")))
        .isTrue();
    for (String other :
        List.of("http://files.example.com/a", "https://files.example.com:8443/a", "https://a/a")) {
      assertThat(DownloadPolicy.isSameOrigin(origin, URI.create(other))).as(other).isFalse();
    }
  }
}
