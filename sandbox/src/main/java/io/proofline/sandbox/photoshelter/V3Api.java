package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.web.Json;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The member half of v3: strings, {@code t} and {@code f}, capitalised record names, joins by
 * {@code extend}.
 */
final class V3Api {
  private static final Set<String> OPEN =
      Set.of("/mem/authenticate", "/mem/authenticate/logout", "/mem/user/session");

  private final Library library;
  private final Gate gate;
  private final Account account;
  private final PhotoShelterSettings settings;
  private final Supplier<URI> origin;

  V3Api(
      Library library,
      Gate gate,
      Account account,
      PhotoShelterSettings settings,
      Supplier<URI> origin) {
    this.library = library;
    this.gate = gate;
    this.account = account;
    this.settings = settings;
    this.origin = origin;
  }

  void addTo(RoutesConfig routes, String base) {
    var records = new V3Records(account, settings, origin);
    routes.before(base + "/*", call -> admit(call, base));
    new V3Session(gate, account, settings).addTo(routes, base + "/mem");
    new V3Images(library, account, settings, records).addTo(routes, base + "/mem");
    new V3Containers(library, settings, records).addTo(routes, base + "/mem");
  }

  void error(Context call, Refused refused) {
    var name = refused.status() == 401 ? "SessionException" : refused.id();
    call.status(settings.has(Switch.V3_ERRORS_AS_200) ? 200 : refused.status());
    V3Answers.send(
        call,
        Json.object(
            "status", "error", "error", Json.object("class", name, "message", refused.detail())));
  }

  private void admit(Context call, String base) {
    gate.checkKey(call);
    var path = call.path().substring(base.length());
    if (!OPEN.contains(path) && !path.matches("/mem/organization/[^/]+/authenticate")) {
      gate.checkMember(call);
    }
  }
}
