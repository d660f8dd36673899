package io.proofline.http;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the open connections of each address. Safe for several threads. */
final class ConnectionCounts {

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
    var address = ClientAddress.key(remote);
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
}
