package io.proofline.sandbox.watch;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The routes of a server, for calls that ended before their own was reached. */
final class KnownRoutes {
  private record Route(String method, String path, Pattern matches) {}

  private final List<Route> routes = new CopyOnWriteArrayList<>();

  /** Learns the routes that are added later. */
  void learnFrom(JavalinConfig config) {
    config.events.handlerAdded(added -> learn(added.getHttpMethod().name(), added.getPath()));
  }

  String of(Context call) {
    var endpoint = call.endpoints().matchedHttpEndpoint();
    if (endpoint != null) {
      return endpoint.path;
    }
    return routes.stream()
        .filter(route -> route.method().equals(call.method().name()))
        .filter(route -> route.matches().matcher(call.path()).matches())
        .map(Route::path)
        .findFirst()
        .orElse("(none)");
  }

  /** Paths with stars are those of filters. */
  private void learn(String method, String path) {
    if (!path.contains("*")) {
      routes.add(new Route(method, path, Pattern.compile(path.replaceAll("\\{[^/]+}", "[^/]+"))));
    }
  }
}
