package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.web.Json;
import java.util.Set;

/**
 * v3: strings, {@code t} and {@code f}, capitalised record names, joins by {@code extend}. What is
 * under {@code /mem} is for members, the rest for everybody whom visibility lets see it.
 */
final class V3Api {
  private static final Set<String> OPEN =
      Set.of("/mem/authenticate", "/mem/authenticate/logout", "/mem/user/session");

  private final Holdings holdings;
  private final Gate gate;
  private final Visitors visitors;

  V3Api(Holdings holdings, Gate gate) {
    this.holdings = holdings;
    this.gate = gate;
    this.visitors = new Visitors(holdings.library, holdings.sharing, gate);
  }

  void addTo(RoutesConfig routes, String base) {
    var records = new V3Records(holdings);
    var images = new V3Images(holdings, records);
    var containers = new V3Containers(holdings, records);
    routes.before(base + "/*", call -> admit(call, base));
    new V3Session(gate, holdings.account, holdings.settings).addTo(routes, base + "/mem");
    images.addTo(routes, base + "/mem");
    images.addOneTo(routes, base);
    containers.addTo(routes, base + "/mem");
    containers.addOneTo(routes, base);
    new V3Workspaces(holdings, records).addTo(routes, base);
    new V3Organization(holdings.account).addTo(routes, base);
  }

  void error(Context call, Refused refused) {
    var name = refused.isSessionMissing() ? "SessionException" : refused.id();
    call.status(holdings.settings.has(Switch.V3_ERRORS_AS_200) ? 200 : refused.status());
    V3Answers.send(
        call,
        Json.object(
            "status", "error", "error", Json.object("class", name, "message", refused.detail())));
  }

  private void admit(Context call, String base) {
    gate.checkKey(call);
    var path = call.path().substring(base.length());
    if (path.startsWith("/mem/")) {
      checkMember(call, path);
    } else {
      visitors.admit(call, path);
    }
  }

  private void checkMember(Context call, String path) {
    if (!OPEN.contains(path) && !path.matches("/mem/organization/[^/]+/authenticate")) {
      gate.checkMember(call);
    }
  }
}
