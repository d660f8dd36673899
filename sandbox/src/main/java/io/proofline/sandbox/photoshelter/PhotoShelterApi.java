package io.proofline.sandbox.photoshelter;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.picture.Renditions;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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
          "/user/session");

  private final Library library;
  private final Renditions renditions;
  private final PhotoShelterSettings settings;
  private final V4Answers v4Answers;
  private final V3Api v3;
  private final Gate v3Gate;
  private final Gate v4Gate;
  private final Sessions v3Sessions;
  private final Sessions v4Sessions;
  private final Account account;
  private final Supplier<URI> origin;

  PhotoShelterApi(
      Library library,
      Renditions renditions,
      PhotoShelterSettings settings,
      Account account,
      Clock clock,
      Supplier<URI> origin) {
    this.library = library;
    this.renditions = renditions;
    this.settings = settings;
    this.account = account;
    this.origin = origin;
    this.v4Answers = new V4Answers(account, settings);
    this.v3Sessions =
        new Sessions(settings.limits().sessionIdle(), settings.limits().sessionsPerUser(), clock);
    this.v4Sessions =
        new Sessions(settings.limits().sessionIdle(), settings.limits().sessionsPerUser(), clock);
    this.v4Gate = new Gate(account.v4Key(), account, v4Sessions);
    this.v3Gate = new Gate(account.v3Key(), account, v3Sessions);
    this.v3 = new V3Api(library, v3Gate, account, settings, origin);
  }

  void addTo(JavalinConfig config) {
    var routes = config.routes;
    V3.forEach(base -> v3.addTo(routes, base));
    for (var base : V4) {
      var includes = new V4Includes(library, v4Answers);
      routes.before(base + "/*", call -> admit(call, base));
      new V4Session(v4Gate, account, v4Answers, settings).addTo(routes, base);
      new V4Media(library, renditions, v4Answers, includes, settings, origin).addTo(routes, base);
      new V4Galleries(library, v4Answers, includes, settings).addTo(routes, base);
      new V4Collections(library, v4Answers, includes, settings).addTo(routes, base);
    }
    routes.get("/img-get2/{id}/{box}", this::image);
    routes.exception(Refused.class, (refused, call) -> refuse(call, refused));
    routes.exception(
        JacksonException.class,
        (_, call) -> refuse(call, Refused.badRequest("The body is not JSON")));
    routes.error(404, call -> unknownPath(call));
  }

  void endSessions() {
    v3Sessions.endAll();
    v4Sessions.endAll();
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
    if (!OPEN.contains(call.path().substring(base.length()))) {
      v4Gate.checkMember(call);
    }
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
    var file = library.media(call.pathParam("id"));
    var box = call.pathParam("box").split("[=x]", -1);
    if (box.length != 3 || !box[1].matches("\\d{1,5}") || !box[2].matches("\\d{1,5}")) {
      throw Refused.badRequest("An image address ends in fit=WxH or fill=WxH");
    }
    var mode = box[0].equals("fill") ? Renditions.Mode.FILL : Renditions.Mode.FIT;
    var jpeg =
        renditions.of(file.original(), mode, Integer.parseInt(box[1]), Integer.parseInt(box[2]));
    call.contentType("image/jpeg")
        .header("Cache-Control", "max-age=3600")
        .result(jpeg.orElseThrow(() -> Refused.notFound("Picture of", file.id())));
  }
}
