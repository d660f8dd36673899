package io.proofline.journeys;

import java.util.Map;
import java.util.Optional;

/** Key of a value that one step of a journey sets and later steps read. */
record JourneyVariable<T>(String name) {

  void putInto(Map<JourneyVariable<?>, Object> cast, T value) {
    cast.put(this, value);
  }

  @SuppressWarnings("unchecked") // putInto() is the only writer and keeps the type
  Optional<T> getFrom(Map<JourneyVariable<?>, Object> cast) {
    return Optional.ofNullable((T) cast.get(this));
  }
}
