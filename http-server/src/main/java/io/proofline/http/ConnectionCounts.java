package io.proofline.http;

import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the open connections of each address. Safe for several threads. */
final class ConnectionCounts {

  private static final int NETWORK_BYTES = 8;

  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final int most;

  /**
   * @param most connections per address; 0 for no limit
   */
  ConnectionCounts(int most) {
    this.most = most;
  }

  /** Counts a connection until it is closed. False if its address has too many already. */
  boolean admit(Channel connection) {
    if (most == 0 || !(connection.remoteAddress() instanceof InetSocketAddress remote)) {
      return true;
    }
    var address = key(remote);
    if (byAddress.merge(address, 1, Integer::sum) > most) {
      release(address);
      return false;
    }
    connection.closeFuture().addListener(_ -> release(address));
    return true;
  }

  private void release(String address) {
    byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }

  /** One person often has a whole IPv6 network of 64 bits. */
  static String key(InetSocketAddress remote) {
    var address = remote.getAddress();
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
        : address == null ? remote.getHostString() : address.getHostAddress();
  }
}
