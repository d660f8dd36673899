package io.proofline.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings of the embedded Kafka: one node, no replication, Kafka's default time-outs. */
record BrokerSettings(Path data, int port, int controllerPort) {

  private static final String HOST = "127.0.0.1";

  /** Settings for a data directory; free ports replace ports that are 0. */
  static BrokerSettings of(Path data, int port, int controllerPort) {
    var free = FreePorts.two();
    return new BrokerSettings(
        data,
        port == 0 ? free.first() : port,
        controllerPort == 0 ? free.second() : controllerPort);
  }

  String bootstrap() {
    return HOST + ":" + port;
  }

  Map<String, String> asMap() {
    var settings = new HashMap<String, String>();
    settings.putAll(node());
    settings.putAll(singleNode());
    settings.putAll(fastStart());
    settings.put("auto.create.topics.enable", "false");
    return settings;
  }

  private Map<String, String> node() {
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", "1",
        "controller.quorum.voters", "1@%s:%d".formatted(HOST, controllerPort),
        "listeners", "CLIENTS://%s,CONTROLLER://%s:%d".formatted(bootstrap(), HOST, controllerPort),
        "advertised.listeners", "CLIENTS://" + bootstrap(),
        "listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name", "CLIENTS",
        "controller.listener.names", "CONTROLLER",
        "log.dirs", data.toAbsolutePath().toString());
  }

  private static Map<String, String> singleNode() {
    return Map.of(
        "default.replication.factor", "1",
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "8",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "8",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "1");
  }

  /** Frequent heartbeats: the broker accepts clients soon after its start. */
  private static Map<String, String> fastStart() {
    return Map.of(
        "broker.heartbeat.interval.ms", "500",
        "group.initial.rebalance.delay.ms", "0",
        "log.cleaner.dedupe.buffer.size", "16777216");
  }

  /**
   * Settings of a first, short start after a kill. The controller accepts a new broker only when
   * the killed one's session has expired, and lets it expire soon.
   */
  Map<String, String> expiringSession() {
    var settings = new HashMap<>(asMap());
    settings.put("broker.session.timeout.ms", "1500");
    return settings;
  }
}
