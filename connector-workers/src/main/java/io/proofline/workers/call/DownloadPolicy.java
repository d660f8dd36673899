package io.proofline.workers.call;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides from which addresses files are downloaded. Links and redirects come from outside, so they
 * could lead to a service inside our network. Allowed are the API's own origin, hosts that a
 * setting names, and https at hosts all of whose addresses are public. Since https is required, a
 * host whose address changes between this check and the request has no certificate to show.
 * Thread-safe.
 *
 * @param api the base address of the API
 * @param hosts further hosts, each a name or {@code name:port}, in any network, with or without TLS
 * @param setting name of the setting that has the hosts, for a person
 */
public record DownloadPolicy(URI api, List<String> hosts, String setting) {

  public DownloadPolicy {
    hosts = hosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * The reason why an address is refused, for a person; empty if it is allowed.
   *
   * @param address of http or https, with a host
   */
  Optional<String> problem(URI address) throws UnknownHostException {
    var host = address.getHost();
    if (isSameOrigin(address, api) || isListed(address)) {
      return Optional.empty();
    }
    if (!address.getScheme().equals("https")) {
      return Optional.of(
          "the link to it leads to %s without TLS. %s".formatted(host, advice(host)));
    }
    return Stream.of(InetAddress.getAllByName(host)).allMatch(PublicAddresses::isPublic)
        ? Optional.empty()
        : Optional.of(
            "the link to it leads to %s, which is inside a private network. %s"
                .formatted(host, advice(host)));
  }

  /** Whether two addresses have the same scheme, host and port. */
  public static boolean isSameOrigin(URI one, URI other) {
    return one.getScheme() != null
        && one.getHost() != null
        && one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private boolean isListed(URI address) {
    var host = address.getHost().toLowerCase(Locale.ROOT);
    return hosts.contains(host) || hosts.contains(host + ":" + port(address));
  }

  private String advice(String host) {
    return "If files may be downloaded from there, add %s to %s".formatted(host, setting);
  }

  private static int port(URI address) {
    return address.getPort() >= 0
        ? address.getPort()
        : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }
}
