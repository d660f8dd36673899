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
 * Where each door of this process stands; 0 for one that is not there.
 *
 * @param workersHealth may be the same as {@code files}, where that is not open to others
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
    int controller) {

  /** The first port unless somebody says otherwise. */
  public static final int DEFAULT_BASE = 9100;

  /** One after the other from a first port on. */
  public static Ports startingAt(int base) {
    if (base < 1024 || base > 65_000) {
      throw new StartupException("The first port must lie between 1024 and 65000, not " + base);
    }
    return new Ports(
        base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 7, base + 6,
        base + 9, base + 10);
  }

  /** Ports that nobody used a moment ago. */
  public static Ports free() {
    var sockets = new ServerSocket[10];
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
        ports[7], ports[8]);
  }

  /** Those of an installation without simulators; hooks and files may lie elsewhere. */
  static Ports withoutSimulators(int base, int hooks, int files) {
    return new Ports(
        0, hooks, 0, 0, base + 4, base + 5, files, base + 7, base + 8, base + 9, base + 10);
  }

  /** Refuses when somebody else has one of them, naming all that are taken. */
  void requireFree() {
    var taken =
        byName().entrySet().stream()
            .filter(port -> isTaken(port.getValue()))
            .map(port -> "%d (%s)".formatted(port.getValue(), port.getKey()))
            .collect(Collectors.joining(", "));
    if (!taken.isEmpty()) {
      throw new StartupException(
          "In use by another program: port %s. End that program, or choose other ports, such as %s."
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
