package io.proofline.http;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The address of a client, under which its connections and its mistakes are counted. */
public final class ClientAddress {

  private static final int NETWORK_BYTES = 8;

  private ClientAddress() {}

  /** The address as text. One person often has a whole IPv6 network of 64 bits. */
  public static String key(InetSocketAddress remote) {
    var address = remote.getAddress();
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
        : address == null ? remote.getHostString() : address.getHostAddress();
  }
}
