package io.proofline.workers.switches;

import io.proofline.schemas.SwitchNames;
import io.proofline.schemas.avro.Switch;
import io.proofline.workers.call.Api;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
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

  private final InstantSource clock;
  private final Map<String, Switch> switches = new HashMap<>();
  private boolean complete;

  /** The pauses that concern each API, also those that have ended since; null: not read yet. */
  private volatile @Nullable Map<Api, List<Switch>> pauses;

  /** A table that is not read yet. */
  public SwitchTable(InstantSource clock) {
    this.clock = clock;
  }

  /** Applies a record of the topic; null removes its key. */
  public synchronized void accept(String name, @Nullable Switch value) {
    if (value == null) {
      switches.remove(name);
    } else {
      switches.put(name, value);
    }
    if (complete) {
      pauses = pauses();
    }
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
    var known = pauses;
    return known == null || current(known, api).findAny().isPresent();
  }

  /** Why commands of an API wait, and since when; empty if they don't. */
  public Optional<String> pauseReason(Api api) {
    var known = pauses;
    return known == null
        ? Optional.of("paused until the topic switches has been read")
        : current(known, api)
            .map(Switch::getSince)
            .min(Comparator.naturalOrder())
            .map("paused by a person since %s"::formatted);
  }

  /** The pauses of an API that have not ended by themselves. */
  private Stream<Switch> current(Map<Api, List<Switch>> known, Api api) {
    var ofApi = known.getOrDefault(api, List.of());
    var now = ofApi.isEmpty() ? Instant.EPOCH : clock.instant();
    return ofApi.stream()
        .filter(pause -> pause.getUntil() == null || now.isBefore(pause.getUntil()));
  }

  private Map<Api, List<Switch>> pauses() {
    var paused = new EnumMap<Api, List<Switch>>(Api.class);
    for (var api : Api.values()) {
      paused.put(
          api,
          Stream.of(SwitchNames.api(api.label()), SwitchNames.ALL)
              .map(switches::get)
              .filter(Objects::nonNull)
              .filter(Switch::getPaused)
              .toList());
    }
    return paused;
  }
}
