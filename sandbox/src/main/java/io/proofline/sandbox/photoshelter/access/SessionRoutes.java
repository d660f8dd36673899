package io.proofline.sandbox.photoshelter.access;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.web.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes for login, logout and the current user, which both API versions have. Each version renders
 * the answers, and adds its own route for the organization step.
 */
public final class SessionRoutes {
  /** The answers in the form of one API version. */
  public interface Rendering {
    void sendToken(Context call, String token);

    void sendDone(Context call);

    /** Sends the user of the session: {@code user_id}, {@code email} and the time zone. */
    void sendUser(Context call, Map<String, @Nullable Object> user);
  }

  private final ApiAuthenticator authenticator;
  private final PhotoShelterAccount photoShelterAccount;
  private final PhotoShelterSettings settings;
  private final Rendering rendering;

  public SessionRoutes(
      ApiAuthenticator authenticator,
      PhotoShelterAccount photoShelterAccount,
      PhotoShelterSettings settings,
      Rendering rendering) {
    this.authenticator = authenticator;
    this.photoShelterAccount = photoShelterAccount;
    this.settings = settings;
    this.rendering = rendering;
  }

  public void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/authenticate", this::login);
    routes.post(base + "/authenticate", this::login);
    routes.get(base + "/authenticate/logout", this::logout);
    routes.post(base + "/authenticate/logout", this::logout);
    routes.get(base + "/user/session", this::user);
  }

  /** Makes the organization step of the call's session. */
  public void enterOrganization(Context call, String organization) {
    authenticator.enterOrganization(call, organization);
    rendering.sendDone(call);
  }

  public void leaveOrganization(Context call) {
    authenticator.leaveOrganization(call);
    rendering.sendDone(call);
  }

  private void login(Context call) {
    rendering.sendToken(call, authenticator.login(call));
  }

  private void logout(Context call) {
    authenticator.logout(call);
    rendering.sendDone(call);
  }

  private void user(Context call) {
    authenticator.session(call);
    rendering.sendUser(
        call,
        Json.object(
            "user_id", photoShelterAccount.userId(),
            "email", photoShelterAccount.email(),
            "tz", settings.accountZone().getId()));
  }
}
