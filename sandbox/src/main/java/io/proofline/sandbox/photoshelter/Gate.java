package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import java.util.List;
import java.util.Optional;

/** Lets calls of one API version in: key first, then session, then organisation. */
final class Gate {
  private static final String COOKIE = "acctsess";

  private final String key;
  private final Account account;
  private final Sessions sessions;
  private final Grants grants;

  Gate(String key, Account account, Sessions sessions, Grants grants) {
    this.key = key;
    this.account = account;
    this.sessions = sessions;
    this.grants = grants;
  }

  void checkKey(Context call) {
    var given = Input.filled(call.header("X-PS-Api-Key")).or(() -> Input.query(call, "api_key"));
    if (!given.equals(Optional.of(key))) {
      throw Refused.badKey();
    }
  }

  /** Logs in by form, query or JSON; without {@code mode=token} the token travels as a cookie. */
  String login(Context call) {
    var email = Input.text(call, "email").orElse("");
    var password = Input.text(call, "password").orElse("");
    if (!account.accepts(email, password)) {
      throw Refused.noSession("The e-mail address or the password is wrong");
    }
    var token = sessions.begin().token();
    if (!Input.text(call, "mode").equals(Optional.of("token"))) {
      call.cookie(COOKIE, token);
    }
    Input.text(call, "org_id").ifPresent(organization -> enter(token, organization));
    return token;
  }

  Sessions.Session session(Context call) {
    return token(call)
        .flatMap(this::session)
        .orElseThrow(() -> Refused.noSession("Log in first: there is no session or it has ended"));
  }

  /** Whether the call may do what members do; a token that is none is as good as no token. */
  boolean isMember(Context call) {
    try {
      return session(call).inOrganization();
    } catch (Refused _) {
      return false;
    }
  }

  List<String> tokens() {
    return sessions.tokens();
  }

  void endAll() {
    sessions.endAll();
  }

  /** An access token of OAuth has a session of its own, which makes the organization step too. */
  private Optional<Sessions.Session> session(String token) {
    return WebToken.isShaped(token)
        ? Optional.of(sessions.ofBearer(grants.bearer(token)))
        : sessions.of(token);
  }

  /** What every member call needs. */
  void checkMember(Context call) {
    if (!session(call).inOrganization()) {
      throw Refused.noSession("Authenticate with the organization first");
    }
  }

  void enter(Context call, String organization) {
    enter(session(call).token(), organization);
  }

  void leave(Context call) {
    sessions.organization(session(call).token(), false);
  }

  void logout(Context call) {
    token(call).flatMap(this::session).map(Sessions.Session::token).ifPresent(sessions::end);
  }

  private void enter(String token, String organization) {
    if (!organization.equals(account.organizationId())) {
      throw Refused.noSession("You are no member of the organization " + organization);
    }
    sessions.organization(token, true);
  }

  private static Optional<String> token(Context call) {
    return Input.filled(call.header("X-PS-Auth-Token"))
        .or(() ->
            Input.filled(call.header("Authorization"))
                .filter(text -> text.startsWith("Bearer "))
                .map(text -> text.substring(7)))
        .or(() -> Input.query(call, "auth_token"))
        .or(() -> Input.filled(call.cookie(COOKIE)));
  }
}
