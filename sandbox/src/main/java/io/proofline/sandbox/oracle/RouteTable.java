package io.proofline.sandbox.oracle;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The routes of a server. Finds the route of a call that ended before its handler was reached. */
final class RouteTable {
  private record Route(String method, String path, Pattern matches) {}

  private final List<Route> routes = new CopyOnWriteArrayList<>();

  /** Collects the routes that are added after this call. */
  void collectFrom(JavalinConfig config) {
    config.events.handlerAdded(added -> add(added.getHttpMethod().name(), added.getPath()));
  }

  String routeOf(Context call) {
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

  /** Adds a route; a path with a star belongs to a filter and is ignored. */
  private void add(String method, String path) {
    if (!path.contains("*")) {
      routes.add(new Route(method, path, Pattern.compile(path.replaceAll("\\{[^/]+}", "[^/]+"))));
    }
  }
}
