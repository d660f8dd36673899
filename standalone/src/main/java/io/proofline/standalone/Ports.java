package io.proofline.standalone;

import io.proofline.cli.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The ports on which this process listens; 0 for one that is not used.
 *
 * @param workersHealth the same as {@code files} if that is not open to the internet
 */
public record Ports(
    int pages,
    int gateway,
    int ziflow,
    int photoshelter,
    int registry,
    int processor,
    int files,
    int gatewayHealth,
    int workersHealth,
    int kafka,
    int controller,
    int console) {

  /** The first port by default. */
  public static final int DEFAULT_BASE = 9100;

  /** Consecutive ports from the given one. */
  public static Ports startingAt(int base) {
    if (base < 1024 || base > 65_000) {
      throw new StartupException("The first port must be between 1024 and 65000, not " + base);
    }
    return new Ports(
        base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 7, base + 6,
        base + 9, base + 10, base + 11);
  }

  /** Ports that are free at the time of the call. */
  public static Ports free() {
    var sockets = new ServerSocket[11];
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
      throw new StartupException("This machine has no free ports", e);
    }
    return new Ports(
        ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[9], ports[6],
        ports[7], ports[8], ports[10]);
  }

  /** Ports of an installation without simulators, with separate ports for hooks and files. */
  static Ports withoutSimulators(int base, int hooks, int files) {
    return new Ports(
        0, hooks, 0, 0, base + 4, base + 5, files, base + 7, base + 8, base + 9, base + 10,
        base + 11);
  }

  /**
   * Checks that all ports are free.
   *
   * @throws StartupException with all that are in use
   */
  void requireFree() {
    var taken =
        byName().entrySet().stream()
            .filter(port -> isTaken(port.getValue()))
            .map(port -> "%d (%s)".formatted(port.getValue(), port.getKey()))
            .collect(Collectors.joining(", "));
    if (!taken.isEmpty()) {
      throw new StartupException(
          "In use by another program: port %s. Stop that program, or choose other ports, such as %s."
              .formatted(
                  taken,
                  pages == 0 ? "port-base: " + (registry + 96) : "--port-base " + (pages + 100)));
    }
  }

  private Map<String, Integer> byName() {
    var named = new LinkedHashMap<String, Integer>();
    named.put("pages", pages);
    named.put("gateway", gateway);
    named.put("Ziflow simulator", ziflow);
    named.put("PhotoShelter simulator", photoshelter);
    named.put("registry", registry);
    named.put("processor", processor);
    named.put("files", files);
    named.put("gateway's health", gatewayHealth);
    if (workersHealth != files) {
      named.put("workers' health", workersHealth);
    }
    named.put("Kafka", kafka);
    named.put("Kafka's controller", controller);
    named.put("console", console);
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
