package io.proofline.journeys;

import java.util.Map;
import java.util.Optional;

/** Something that a journey speaks of again: what one step brought in, a later one finds by it. */
record JourneyVariable<T>(String name) {

  void putInto(Map<JourneyVariable<?>, Object> cast, T value) {
    cast.put(this, value);
  }

  @SuppressWarnings("unchecked") // fill() puts only what fits
  Optional<T> getFrom(Map<JourneyVariable<?>, Object> cast) {
    return Optional.ofNullable((T) cast.get(this));
  }
}
