package io.proofline.standalone;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one installation tells its services, beside what all are told.
 *
 * @param hooksListen address of this machine at which the gateway listens; empty for no gateway
 * @param filesListen the same for the file door
 * @param settings by full name; they win over what all are told
 */
record ServiceSettings(String hooksListen, String filesListen, Map<String, String> settings) {

  static final String LOOPBACK = "127.0.0.1";

  ServiceSettings {
    settings = Map.copyOf(settings);
  }

  boolean hasGateway() {
    return !hooksListen.isEmpty();
  }

  /** What is said of one service, over what all are told of it. */
  Map<String, String> settingsOf(String service, Map<String, String> told) {
    var prefix = "proofline.%s.".formatted(service);
    var all = new LinkedHashMap<String, String>();
    told.forEach((name, value) -> all.put(prefix + name, value));
    settings.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        all.put(name, value);
      }
    });
    return all;
  }

  /** Shows no setting: there are secrets among them. */
  @Override
  public String toString() {
    return "Services[hooks=%s, files=%s]".formatted(hooksListen, filesListen);
  }
}
