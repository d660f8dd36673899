package io.proofline.workers.switches;

import io.proofline.schemas.SwitchNames;
import io.proofline.schemas.avro.Switch;
import io.proofline.workers.call.Api;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The switches read so far, by API. Until those that existed at the start have been read, each API
 * is paused: a person may have paused it before. Thread-safe.
 */
public final class SwitchTable {

  private final Map<String, Switch> switches = new HashMap<>();
  private boolean complete;

  /** Why each paused API is paused. */
  private volatile Map<Api, String> pauses = pauses();

  /** Applies a record of the topic; null removes its key. */
  public synchronized void accept(String name, @Nullable Switch value) {
    if (value == null) {
      switches.remove(name);
    } else {
      switches.put(name, value);
    }
    pauses = pauses();
  }

  /** All records that existed at the start were applied. */
  public synchronized void markComplete() {
    if (!complete) {
      complete = true;
      pauses = pauses();
    }
  }

  /** Whether commands of an API wait, except withdrawals. */
  public boolean isPaused(Api api) {
    return pauses.containsKey(api);
  }

  /** Why commands of an API wait, and since when; empty if they don't. */
  public Optional<String> pauseReason(Api api) {
    return Optional.ofNullable(pauses.get(api));
  }

  private Map<Api, String> pauses() {
    var paused = new EnumMap<Api, String>(Api.class);
    for (var api : Api.values()) {
      pause(api).ifPresent(reason -> paused.put(api, reason));
    }
    return paused;
  }

  private Optional<String> pause(Api api) {
    if (!complete) {
      return Optional.of("paused until the topic switches has been read");
    }
    return Stream.of(SwitchNames.api(api.label()), SwitchNames.ALL)
        .map(switches::get)
        .filter(Objects::nonNull)
        .filter(Switch::getPaused)
        .map(Switch::getSince)
        .min(Comparator.naturalOrder())
        .map("paused by a person since %s"::formatted);
  }
}
