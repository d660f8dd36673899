package io.proofline.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where each door of this process stands. */
public record Ports(
    int pages,
    int gateway,
    int ziflow,
    int photoshelter,
    int registry,
    int processor,
    int files,
    int kafka,
    int controller) {

  /** The first port unless somebody says otherwise. */
  public static final int DEFAULT_BASE = 9100;

  /** One after the other from a first port on. */
  public static Ports from(int base) {
    if (base < 1024 || base > 65_000) {
      throw new StartRefused("The first port must lie between 1024 and 65000, not " + base);
    }
    return new Ports(
        base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 9, base + 10);
  }

  /** Ports that nobody used a moment ago. */
  public static Ports free() {
    var sockets = new ServerSocket[9];
    var ports = new int[sockets.length];
    try {
      for (int i = 0; i < sockets.length; i++) {
        sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ports[i] = sockets[i].getLocalPort();
      }
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new StartRefused("This machine has no free ports", e);
    }
    return new Ports(
        ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[7], ports[8]);
  }

  /** Refuses when somebody else has one of them, naming all that are taken. */
  void refuseTaken() {
    var taken =
        named().entrySet().stream()
            .filter(port -> isTaken(port.getValue()))
            .map(port -> "%d (%s)".formatted(port.getValue(), port.getKey()))
            .collect(Collectors.joining(", "));
    if (!taken.isEmpty()) {
      throw new StartRefused(
          "In use by another program: port %s. End that program, or choose other ports, such as --port-base %d."
              .formatted(taken, pages + 100));
    }
  }

  private Map<String, Integer> named() {
    var named = new LinkedHashMap<String, Integer>();
    named.put("pages", pages);
    named.put("gateway", gateway);
    named.put("Ziflow simulator", ziflow);
    named.put("PhotoShelter simulator", photoshelter);
    named.put("registry", registry);
    named.put("processor", processor);
    named.put("files", files);
    named.put("Kafka", kafka);
    named.put("Kafka's controller", controller);
    return named;
  }

  private static boolean isTaken(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
