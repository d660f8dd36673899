package io.proofline.console.token;

import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.ApiTokens.CreatedToken;
import io.proofline.console.access.Caller;
import io.proofline.console.access.Role;
import io.proofline.console.request.Requests;
import io.proofline.console.web.ApiException;
import io.proofline.schemas.AdministrativeAct;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes and ends tokens, with an entry in the audit trail. */
@Component
public final class TokenAdministration {

  private final ApiTokens tokens;
  private final Requests requests;

  TokenAdministration(ApiTokens tokens, Requests requests) {
    this.tokens = tokens;
    this.requests = requests;
  }

  /**
   * Makes a token.
   *
   * @param email address of the person to whom it belongs; null for a program
   * @param expiresAt when it ends; null for never
   * @param reason why; null for none
   * @throws ApiException if Kafka did not store the entry; there is no token then
   */
  public CreatedToken create(
      String name,
      Role role,
      @Nullable String email,
      @Nullable Instant expiresAt,
      @Nullable String reason,
      Caller caller) {
    var id = tokens.newId();
    record(
        AdministrativeAct.TOKEN_CREATED, Map.of("token", id, "role", role.word()), reason, caller);
    return tokens.create(id, name, role, email, expiresAt);
  }

  /**
   * Ends a token at once, also while Kafka is away.
   *
   * @param reason why; null for none
   * @return false if there is none of that id
   * @throws ApiException if Kafka did not store the entry; a repetition records it
   */
  public boolean revoke(String id, @Nullable String reason, Caller caller) {
    if (!tokens.revoke(id)) {
      return false;
    }
    record(AdministrativeAct.TOKEN_REVOKED, Map.of("token", id), reason, caller);
    return true;
  }

  private void record(
      AdministrativeAct act, Map<String, String> details, @Nullable String reason, Caller caller) {
    var _ = requests.recordAct(act, details, reason, UUID.randomUUID().toString(), caller);
  }
}
