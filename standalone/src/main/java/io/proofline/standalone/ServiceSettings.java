package io.proofline.standalone;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of the services that differ between installations.
 *
 * @param hooksListen local address at which the gateway listens; empty for no gateway
 * @param filesListen local address of the file endpoint
 * @param settings by full name; they override the settings that all installations share
 */
record ServiceSettings(String hooksListen, String filesListen, Map<String, String> settings) {

  static final String LOOPBACK = "127.0.0.1";

  ServiceSettings {
    settings = Map.copyOf(settings);
  }

  /** The address at which this machine reaches the file endpoint. */
  String filesAddress() {
    return filesListen.equals("0.0.0.0") || filesListen.equals("::") ? LOOPBACK : filesListen;
  }

  boolean hasGateway() {
    return !hooksListen.isEmpty();
  }

  /** The settings of one service: the shared ones, overridden by those of this installation. */
  Map<String, String> settingsOf(String service, Map<String, String> shared) {
    var prefix = "proofline.%s.".formatted(service);
    var all = new LinkedHashMap<String, String>();
    shared.forEach((name, value) -> all.put(prefix + name, value));
    settings.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        all.put(name, value);
      }
    });
    return all;
  }

  /** Hides the settings, since some are secrets. */
  @Override
  public String toString() {
    return "ServiceSettings[hooks=%s, files=%s]".formatted(hooksListen, filesListen);
  }
}
