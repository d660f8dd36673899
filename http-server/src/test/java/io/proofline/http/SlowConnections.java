package io.proofline.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Connections of a client that sends the beginning of a request and then nothing. */
public final class SlowConnections implements AutoCloseable {

  /** The first half of a header. */
  public static final String HALF_A_HEADER = "POST / HTTP/1.1\r\nHost: example.com\r\nX-Half: ";

  private static final int PATIENCE_MILLIS = 30_000;

  private final List<Socket> sockets = new ArrayList<>();

  /** Opens the connections to a port of this machine, and sends the text on each. */
  public static SlowConnections open(int port, int count, String text) throws IOException {
    var connections = new SlowConnections();
    for (int i = 0; i < count; i++) {
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      connections.sockets.add(socket);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(text.getBytes(US_ASCII));
    }
    return connections;
  }

  /** Counts the connections that the server closes, and ends at the first that it doesn't. */
  public int countClosedByServer() {
    return (int) sockets.stream().takeWhile(SlowConnections::isClosedByServer).count();
  }

  private static boolean isClosedByServer(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true; // reset by the server
    }
  }

  @Override
  public void close() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
  }
}
