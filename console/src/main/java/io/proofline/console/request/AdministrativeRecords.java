package io.proofline.console.request;

import io.proofline.console.access.Caller;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the requests that put administrative acts into the audit trail. */
public final class AdministrativeRecords {

  private final String account;
  private final PersonKey people;

  AdministrativeRecords(String account, PersonKey people) {
    this.account = account;
    this.people = people;
  }

  /** The id of the person to whom a token belongs; null for a program. */
  public @Nullable String personId(Caller caller) {
    return people.idOf(caller.email()).orElse(null);
  }

  /**
   * The request of an act.
   *
   * @param details of the act; no names and no texts
   * @param reason why; null for none
   */
  public Request of(
      String id,
      AdministrativeAct act,
      Map<String, String> details,
      @Nullable String reason,
      Caller caller,
      Instant now) {
    return Request.newBuilder()
        .setEnvelope(new Envelope(id, account, "console", Origin.LIVE, now, now, id, null, null))
        .setAssetId(AdministrativeAct.SYSTEM)
        .setKind(RequestKind.ADMINISTRATIVE)
        .setPersonId(personId(caller))
        .setPersonEmail(caller.email())
        .setAct(act.word())
        .setDetails(details)
        .setReason(reason)
        .build();
  }
}
