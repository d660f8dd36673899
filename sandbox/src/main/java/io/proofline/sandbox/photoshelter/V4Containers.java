package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.HashMap;
import java.util.function.Function;

/** What v4 offers alike of a gallery and of a collection. */
final class V4Containers {
  private final Sharing sharing;
  private final V4Answers answers;
  private final V4Includes includes;
  private final PhotoShelterSettings settings;

  V4Containers(Holdings holdings, V4Answers answers, V4Includes includes) {
    this.sharing = holdings.sharing;
    this.answers = answers;
    this.includes = includes;
    this.settings = holdings.settings;
  }

  void addTo(RoutesConfig routes, String one, Function<String, Container> find) {
    Function<Context, Container> asked = call -> find.apply(call.pathParam("id"));
    routes.get(one, call -> answers.one(call, includes.container(call, asked.apply(call))));
    routes.get(
        one + settings.path("/child-count"),
        call -> answers.counted(call, includes.counts(asked.apply(call))));
    routes.get(one + "/path", call -> answers.all(call, includes.path(call, asked.apply(call))));
    routes.get(one + "/link", call -> answers.one(call, V4Includes.link(call, asked.apply(call))));
    routes.get(one + "/access", call -> answers.one(call, includes.access(asked.apply(call))));
    routes.get(one + settings.path("/key-image"), call -> keyImage(call, asked.apply(call)));
    routes.get(
        one + "/permissions",
        call -> answers.one(call, includes.permissions(call, asked.apply(call))));
    if (settings.has(Switch.PERMISSION_WRITES)) {
      routes.post(one + "/permissions", call -> grant(call, asked.apply(call)));
    }
  }

  private void keyImage(Context call, Container container) {
    var image = includes.keyImage(container).map(answers::media);
    answers.one(
        call,
        image.orElseThrow(
            () -> Refused.notFound("Key image of " + container.label(), container.id())));
  }

  /** The body is a guess: {@code type}, and the attributes that a permission shows. */
  private void grant(Context call, Container container) {
    var type = Input.text(call, "type").filter(Permission.TYPES::contains);
    var attributes = new HashMap<String, Object>();
    Input.body(call)
        .forEach((name, value) -> {
          if (Permission.knows(name) && !value.isNull()) {
            attributes.put(name, Json.as(value, Object.class));
          }
        });
    var granted = sharing.grant(container, type.orElseThrow(V4Containers::noType), attributes);
    answers.one(call, granted.shown(true));
  }

  private static Refused noType() {
    return Refused.badRequest("type is one of " + String.join(", ", Permission.TYPES));
  }
}
