package io.proofline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Two ports that were free a moment ago. */
record FreePorts(int first, int second) {

  static FreePorts two() {
    try (var one = open();
        var other = open()) {
      return new FreePorts(one.getLocalPort(), other.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException("No free port on this machine", e);
    }
  }

  private static ServerSocket open() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
