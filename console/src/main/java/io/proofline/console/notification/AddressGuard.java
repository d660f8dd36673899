package io.proofline.console.notification;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides to which addresses notifications may be sent: to public ones, and to the networks of the
 * settings. An IPv6 address that carries an IPv4 address is judged by both.
 */
final class AddressGuard {

  private static final List<Network> INTERNAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10", // of providers' address translation
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15", // of benchmarks
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/96", // unspecified, loopback, and IPv4 in an old form
              "64:ff9b:1::/48", // local translation to IPv4
              "2001::/32", // Teredo
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(Network::parse)
          .toList();

  private static final List<Carrier> CARRIERS =
      List.of(
          new Carrier(Network.parse("::/96"), 12),
          new Carrier(Network.parse("64:ff9b::/96"), 12), // translation to IPv4
          new Carrier(Network.parse("2002::/16"), 2)); // 6to4

  private static final int IPV4_BYTES = 4;

  /** A network whose addresses carry an IPv4 address, which begins at a byte. */
  private record Carrier(Network network, int offset) {

    Stream<InetAddress> carried(InetAddress address) {
      return network.contains(address)
          ? Stream.of(
              ofBytes(Arrays.copyOfRange(address.getAddress(), offset, offset + IPV4_BYTES)))
          : Stream.of();
    }
  }

  private final List<Network> allowed;

  AddressGuard(List<Network> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  boolean allows(InetAddress given) {
    var address = ofBytes(given.getAddress()); // an IPv4 address in the form ::ffff:1.2.3.4 is IPv4
    return isIn(allowed, address)
        || Stream.concat(
                Stream.of(address), CARRIERS.stream().flatMap(carrier -> carrier.carried(address)))
            .noneMatch(each -> isIn(INTERNAL, each) && !isIn(allowed, each));
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // 4 or 16 bytes are always an address
    }
  }

  private static boolean isIn(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
