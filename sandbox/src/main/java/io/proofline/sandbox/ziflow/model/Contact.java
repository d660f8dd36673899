package io.proofline.sandbox.ziflow.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user of the account, or a guest, created by being named as a reviewer.
 *
 * @param group names of the contact's groups of reviewers
 * @param gone whether it was deleted; its decisions and comments stay
 */
public record Contact(
    String id,
    Type type,
    String firstName,
    String lastName,
    String email,
    List<String> roles,
    @Nullable List<String> group,
    @Nullable Boolean gone) {
  public enum Type {
    USER,
    GUEST;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Contact {
    roles = List.copyOf(roles);
    group = group == null ? List.of() : List.copyOf(group);
  }

  public static Contact of(Type type, String first, String last, String email, List<String> roles) {
    return new Contact(
        UUID.randomUUID().toString(), type, first, last, email, roles, List.of(), false);
  }

  public Contact withGone() {
    return new Contact(id, type, firstName, lastName, email, roles, group, true);
  }

  @JsonIgnore
  public boolean isGone() {
    return Boolean.TRUE.equals(gone);
  }

  public boolean hasIdOrEmail(String idOrEmail) {
    return id.equals(idOrEmail) || email.equalsIgnoreCase(idOrEmail);
  }
}
