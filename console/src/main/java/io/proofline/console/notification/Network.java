package io.proofline.console.notification;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param prefix number of bits that all its addresses share
 */
record Network(InetAddress address, int prefix) {

  private static final int BYTE = 8;

  /**
   * The network of a text.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    var host = slash < 0 ? text : text.substring(0, slash);
    try {
      if (host.matches("[0-9a-fA-F:.]+") && host.matches(".*[.:].*")) {
        var address = InetAddress.getByName(host); // a literal, which no name server is asked for
        int bits = address.getAddress().length * BYTE;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix >= 0 && prefix <= bits) {
          return new Network(address, prefix);
        }
      }
    } catch (UnknownHostException | NumberFormatException _) {
      // refused below
    }
    throw new IllegalArgumentException(
        "'%s' is not a network such as 10.0.0.0/8 or fd00::/8".formatted(text));
  }

  boolean contains(InetAddress other) {
    int bits = address.getAddress().length * BYTE;
    return other.getAddress().length * BYTE == bits
        && bits(address).shiftRight(bits - prefix).equals(bits(other).shiftRight(bits - prefix));
  }

  private static BigInteger bits(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }
}
