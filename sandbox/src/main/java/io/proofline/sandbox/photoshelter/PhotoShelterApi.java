package io.proofline.sandbox.photoshelter;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.picture.Renditions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** Everything that the simulator answers over HTTP: v4, v3, and the public image addresses. */
final class PhotoShelterApi {
  private static final List<String> V4 = List.of("/psapi/v4.0", "/psapi/v4");
  private static final List<String> V3 = List.of("/psapi/v3", "/psapi/v3.0");
  private static final Set<String> OPEN =
      Set.of(
          "/authenticate",
          "/authenticate/logout",
          "/organization/authenticate",
          "/organization/logout",
          "/user/session",
          "/oauth/register",
          "/oauth/authorize",
          "/oauth/token");

  private final Holdings holdings;
  private final RateLimit rate;
  private final V4Answers v4Answers;
  private final Gate v4Gate;
  private final Gate v3Gate;
  private final Visitors visitors;
  private final V3Api v3;

  PhotoShelterApi(Holdings holdings) {
    var settings = holdings.settings;
    this.holdings = holdings;
    this.rate =
        new RateLimit(
            settings.limits().callsPerMinute(),
            settings.has(Switch.RATE_LIMIT_BINDS),
            holdings.clock);
    this.v4Answers = new V4Answers(holdings.account, settings, rate);
    this.v4Gate = gate(holdings.account.v4Key());
    this.v3Gate = gate(holdings.account.v3Key());
    this.visitors = new Visitors(holdings.library, holdings.sharing, v4Gate);
    this.v3 = new V3Api(holdings, v3Gate);
  }

  void addTo(JavalinConfig config) {
    var routes = config.routes;
    V3.forEach(base -> v3.addTo(routes, base));
    V4.forEach(base -> addV4To(routes, base));
    routes.get("/img-get2/{id}/{box}", this::image);
    routes.exception(Refused.class, (refused, call) -> refuse(call, refused));
    routes.exception(
        JacksonException.class,
        (_, call) -> refuse(call, Refused.badRequest("The body is not JSON")));
    routes.error(404, call -> unknownPath(call));
  }

  /** Tokens of all sessions, of both versions. */
  List<String> sessionTokens() {
    return Stream.concat(v3Gate.tokens().stream(), v4Gate.tokens().stream()).toList();
  }

  /** Ends every session and every access token. */
  void endSessions() {
    v3Gate.endAll();
    v4Gate.endAll();
    holdings.grants.endAll();
  }

  private void addV4To(RoutesConfig routes, String base) {
    var includes = new V4Includes(holdings.library, holdings.sharing, v4Answers);
    var containers = new V4Containers(holdings, v4Answers, includes);
    routes.before(base + "/*", call -> admit(call, base));
    new V4Session(v4Gate, holdings.account, v4Answers, holdings.settings).addTo(routes, base);
    new V4OAuth(holdings.grants, holdings.account, v4Answers).addTo(routes, base);
    new V4Downloads(holdings, v4Answers).addTo(routes, base);
    new V4Media(holdings, v4Answers, includes).addTo(routes, base);
    new V4Metadata(holdings, v4Answers).addTo(routes, base);
    new V4Uploads(holdings, v4Answers).addTo(routes, base);
    new V4Galleries(holdings, v4Answers, includes).addTo(routes, base);
    new V4Collections(holdings, v4Answers, includes).addTo(routes, base);
    containers.addTo(routes, base + "/galleries/{id}", holdings.library::gallery);
    containers.addTo(routes, base + "/collections/{id}", holdings.library::collection);
    new V4People(holdings, v4Answers, includes).addTo(routes, base);
  }

  /** Ends the session that a member call names; logging in is spared. */
  void endSession(Context call) {
    if (!call.path().contains("/authenticate")) {
      v3Gate.logout(call);
      v4Gate.logout(call);
    }
  }

  private void admit(Context call, String base) {
    v4Gate.checkKey(call);
    rate.count();
    var path = call.path().substring(base.length());
    if (!OPEN.contains(path)) {
      visitors.admit(call, path);
    }
  }

  private Gate gate(String key) {
    var limits = holdings.settings.limits();
    var sessions = new Sessions(limits.sessionIdle(), limits.sessionsPerUser(), holdings.clock);
    return new Gate(key, holdings.account, sessions, holdings.grants);
  }

  private void refuse(Context call, Refused refused) {
    if (V3.stream().anyMatch(base -> call.path().startsWith(base + "/"))) {
      v3.error(call, refused);
    } else {
      v4Answers.error(call, refused);
    }
  }

  private void unknownPath(Context call) {
    if (!"application/json".equals(call.res().getContentType())) {
      refuse(call, Refused.notFound("Resource", call.path()));
    }
  }

  /** {@code /img-get2/I0000…/fit=600x400}, without a key as a public image's address is. */
  private void image(Context call) {
    var file = holdings.library.media(call.pathParam("id"));
    var box = call.pathParam("box").split("[=x]", -1);
    if (box.length != 3 || !box[1].matches("\\d{1,5}") || !box[2].matches("\\d{1,5}")) {
      throw Refused.badRequest("An image address ends in fit=WxH or fill=WxH");
    }
    var mode = box[0].equals("fill") ? Renditions.Mode.FILL : Renditions.Mode.FIT;
    var jpeg =
        holdings.renditions.of(
            file.original(), mode, Integer.parseInt(box[1]), Integer.parseInt(box[2]));
    call.contentType("image/jpeg")
        .header("Cache-Control", "max-age=3600")
        .result(jpeg.orElseThrow(() -> Refused.notFound("Picture of", file.id())));
  }
}
