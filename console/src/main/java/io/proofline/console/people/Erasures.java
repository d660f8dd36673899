package io.proofline.console.people;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.access.Caller;
import io.proofline.console.request.Requests;
import io.proofline.console.web.ApiException;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.PersonKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Requests that a person's name, address and texts are erased in every store. */
@Component
public final class Erasures {

  private static final String ID = "[0-9a-f]{32}";

  private final Requests requests;
  private final PersonKey personKey;

  Erasures(Requests requests, ConsoleProperties settings) {
    this.requests = requests;
    this.personKey = settings.personKey();
  }

  /** An erasure that was requested. */
  public record Erasure(String personId, String requestId) {}

  /**
   * Requests an erasure, by address or by id.
   *
   * @throws ApiException unless exactly one of them is given
   */
  public Erasure erase(
      @Nullable String email, @Nullable String personId, String key, Caller caller) {
    var id = id(email, personId);
    var request =
        requests.recordAct(
            AdministrativeAct.PERSON_ERASED, Map.of("person", id), null, key, caller);
    return new Erasure(id, request.id());
  }

  /**
   * The id of the person with an address, or that id itself.
   *
   * @throws ApiException unless exactly one of them is given
   */
  String id(@Nullable String email, @Nullable String personId) {
    if ((email == null) == (personId == null)) {
      throw ApiException.invalid("Give either 'email' or 'person_id'");
    }
    if (personId != null && !personId.matches(ID)) {
      throw ApiException.invalid(
          "'person_id' is '%.80s'; it must be the id of a person, as entries of the audit trail have it"
              .formatted(personId));
    }
    return personId == null ? personKey.idOf(email).orElseThrow() : personId;
  }
}
