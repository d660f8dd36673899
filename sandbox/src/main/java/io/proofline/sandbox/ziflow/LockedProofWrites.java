package io.proofline.sandbox.ziflow;

import io.javalin.http.Context;
import io.proofline.sandbox.oracle.ForbiddenWrite;
import io.proofline.sandbox.oracle.Oracle;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** Detects calls that write to a locked proof; unlocking and deleting it are allowed. */
final class LockedProofWrites {
  private static final Set<String> WRITES = Set.of("POST", "PUT");
  private static final Pattern PROOF = Pattern.compile("/v1/proofs/([^/]+)(/.*)?");

  private final AccountStore account;

  LockedProofWrites(AccountStore account) {
    this.account = account;
  }

  Optional<ForbiddenWrite> forbiddenWrite(Context call) {
    var path = PROOF.matcher(call.path());
    if (!WRITES.contains(call.method().name()) || !path.matches()) {
      return Optional.empty();
    }
    var id = path.group(1);
    return account.isLocked(id) && !(path.group(2) == null && unlocks(call))
        ? Optional.of(new ForbiddenWrite(Oracle.WRITE_TO_LOCKED, id))
        : Optional.empty();
  }

  private static boolean unlocks(Context call) {
    try {
      return !RequestInput.tree(call).path("locked").asBoolean(true);
    } catch (JacksonException _) {
      return false;
    }
  }
}
