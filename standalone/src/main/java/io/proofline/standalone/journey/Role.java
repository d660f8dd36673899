package io.proofline.standalone.journey;

import java.util.Map;
import java.util.Optional;

/** Something that a journey speaks of again: what one step brought in, a later one finds by it. */
record Role<T>(String name) {

  void fill(Map<Role<?>, Object> cast, T value) {
    cast.put(this, value);
  }

  @SuppressWarnings("unchecked") // fill() puts only what fits
  Optional<T> in(Map<Role<?>, Object> cast) {
    return Optional.ofNullable((T) cast.get(this));
  }
}
