package io.proofline.sandbox.photoshelter.access;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.web.RequestInput;
import java.util.List;
import java.util.Optional;

/** Authenticates calls of one API version: key first, then session, then organisation. */
public final class ApiAuthenticator {
  private static final String COOKIE = "acctsess";

  private final String key;
  private final PhotoShelterAccount photoShelterAccount;
  private final SessionStore sessionStore;
  private final OAuthGrants oauthGrants;

  public ApiAuthenticator(
      String key,
      PhotoShelterAccount photoShelterAccount,
      SessionStore sessionStore,
      OAuthGrants oauthGrants) {
    this.key = key;
    this.photoShelterAccount = photoShelterAccount;
    this.sessionStore = sessionStore;
    this.oauthGrants = oauthGrants;
  }

  public void requireKey(Context call) {
    var given =
        RequestInput.filled(call.header("X-PS-Api-Key"))
            .or(() -> RequestInput.query(call, "api_key"));
    if (!given.equals(Optional.of(key))) {
      throw PhotoShelterApiException.badKey();
    }
  }

  /** Logs in by form, query or JSON; without {@code mode=token} the token travels as a cookie. */
  public String login(Context call) {
    var email = RequestInput.text(call, "email").orElse("");
    var password = RequestInput.text(call, "password").orElse("");
    if (!photoShelterAccount.accepts(email, password)) {
      throw PhotoShelterApiException.noSession("The e-mail address or the password is wrong");
    }
    var token = sessionStore.start().token();
    if (!RequestInput.text(call, "mode").equals(Optional.of("token"))) {
      call.cookie(COOKIE, token);
    }
    RequestInput.text(call, "org_id")
        .ifPresent(organization -> enterOrganization(token, organization));
    return token;
  }

  public SessionStore.Session session(Context call) {
    return token(call)
        .flatMap(this::session)
        .orElseThrow(() ->
            PhotoShelterApiException.noSession(
                "Log in first: there is no session or it has ended"));
  }

  /** Whether the call has a member's rights; an invalid token counts as no token. */
  boolean isMember(Context call) {
    try {
      return session(call).inOrganization();
    } catch (PhotoShelterApiException _) {
      return false;
    }
  }

  public List<String> tokens() {
    return sessionStore.tokens();
  }

  public void endAllSessions() {
    sessionStore.endAll();
  }

  /**
   * The session of a token. An OAuth access token has its own session, which needs the organization
   * step too.
   */
  private Optional<SessionStore.Session> session(String token) {
    return AccessToken.isJwt(token)
        ? Optional.of(sessionStore.useOrStart(oauthGrants.sessionIdOf(token)))
        : sessionStore.use(token);
  }

  /** Whether the call's session has made the organization step; refuses a call without session. */
  public boolean isInOrganization(Context call) {
    return session(call).inOrganization();
  }

  /** Refuses the call unless it has a session that has made the organization step. */
  public void requireMember(Context call) {
    if (!isInOrganization(call)) {
      throw PhotoShelterApiException.noSession("Authenticate with the organization first");
    }
  }

  public void enterOrganization(Context call, String organization) {
    enterOrganization(session(call).token(), organization);
  }

  public void leaveOrganization(Context call) {
    sessionStore.setInOrganization(session(call).token(), false);
  }

  public void logout(Context call) {
    token(call)
        .flatMap(this::session)
        .map(SessionStore.Session::token)
        .ifPresent(sessionStore::end);
  }

  private void enterOrganization(String token, String organization) {
    if (!organization.equals(photoShelterAccount.organizationId())) {
      throw PhotoShelterApiException.noSession(
          "You are not a member of the organization " + organization);
    }
    sessionStore.setInOrganization(token, true);
  }

  private static Optional<String> token(Context call) {
    return RequestInput.filled(call.header("X-PS-Auth-Token"))
        .or(() ->
            RequestInput.filled(call.header("Authorization"))
                .filter(text -> text.startsWith("Bearer "))
                .map(text -> text.substring(7)))
        .or(() -> RequestInput.query(call, "auth_token"))
        .or(() -> RequestInput.filled(call.cookie(COOKIE)));
  }
}
