package io.proofline.workers.call;

import java.net.InetAddress;

/** Distinguishes public internet addresses from those of private and special networks. Pure. */
final class PublicAddresses {

  private PublicAddresses() {}

  /**
   * Whether an address is public by IANA's registries of special-purpose addresses. An IPv6 address
   * that embeds an IPv4 address (NAT64, 6to4) is as public as that one.
   */
  static boolean isPublic(InetAddress address) {
    var bytes = address.getAddress();
    return bytes.length == 4 ? isPublicV4(bytes, 0) : isPublicV6(bytes);
  }

  private static boolean isPublicV4(byte[] bytes, int from) {
    int first = bytes[from] & 0xff;
    int second = bytes[from + 1] & 0xff;
    int third = bytes[from + 2] & 0xff;
    return switch (first) {
      case 0, 10, 127 -> false;
      case 100 -> second < 64 || second > 127; // shared by a provider's customers
      case 169 -> second != 254;
      case 172 -> second < 16 || second > 31;
      case 192 -> second != 168 && !(second == 0 && (third == 0 || third == 2));
      case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
      case 203 -> !(second == 0 && third == 113);
      default -> first < 224; // multicast and reserved above
    };
  }

  private static boolean isPublicV6(byte[] bytes) {
    if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return isPublicV4(bytes, 12); // NAT64
    }
    if (startsWith(bytes, 0x20, 0x02)) {
      return isPublicV4(bytes, 2); // 6to4
    }
    boolean isGlobal = (bytes[0] & 0xe0) == 0x20;
    return isGlobal
        && !startsWith(bytes, 0x20, 0x01, 0x0d, 0xb8) // documentation
        && !startsWith(bytes, 0x20, 0x01, 0x00, 0x00); // Teredo
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
