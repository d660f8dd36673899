package io.proofline.sandbox.ziflow;

import java.util.List;

/** A user of the account or a guest that came in by being named as reviewer. */
record Contact(
    String id, Type type, String firstName, String lastName, String email, List<String> roles) {
  enum Type {
    USER,
    GUEST
  }

  Contact {
    roles = List.copyOf(roles);
  }

  boolean has(String idOrEmail) {
    return id.equals(idOrEmail) || email.equalsIgnoreCase(idOrEmail);
  }
}
