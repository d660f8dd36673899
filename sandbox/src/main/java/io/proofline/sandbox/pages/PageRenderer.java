package io.proofline.sandbox.pages;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.EndpointNotFound;
import io.proofline.sandbox.web.ChangeCounter;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders the pages: escaping templates, one layout, one stylesheet, and one script that reloads a
 * page when something changed.
 */
public final class PageRenderer {
  private final ChangeCounter changeCounter;
  private final Map<String, Template> templates = new ConcurrentHashMap<>();
  private final Mustache.Compiler compiler =
      Mustache.compiler().escapeHTML(true).defaultValue("").withLoader(PageRenderer::template);

  public PageRenderer(ChangeCounter changeCounter) {
    this.changeCounter = changeCounter;
  }

  public void serve(JavalinConfig config) {
    config.routes.before(PageRenderer::rejectCrossOriginForms);
    config.routes.exception(
        EndpointNotFound.class,
        (_, call) -> renderProblem(call, 404, "There is no page " + call.path()));
    config.routes.exception(
        HttpResponseException.class,
        (refused, call) ->
            renderProblem(call, refused.getStatus(), String.valueOf(refused.getMessage())));
    config.routes.get("/", call -> render(call, "Start", "start", Json.object()));
    config.routes.get(
        "/sandbox.css", call -> call.contentType("text/css").result(resource("sandbox.css")));
    config.routes.get(
        "/live.js", call -> call.contentType("text/javascript").result(resource("live.js")));
    config.routes.get(
        "/revision",
        call ->
            call.header("Cache-Control", "no-store")
                .result(String.valueOf(changeCounter.number())));
  }

  /** Renders a template inside the layout. */
  public void render(
      Context call, String title, String template, Map<String, @Nullable Object> model) {
    var at = changeCounter.number();
    var body = compiled(template).execute(model);
    var side =
        call.path().startsWith("/ziflow")
            ? "ziflow"
            : call.path().startsWith("/photoshelter") ? "photoshelter" : "start";
    var layout =
        Json.object(
            "title", title,
            "body", body,
            "revision", at,
            "side", side,
            "onPhotoshelter", side.equals("photoshelter"),
            "onZiflow", side.equals("ziflow"));
    call.html(compiled("layout").execute(layout)).header("Cache-Control", "no-store");
  }

  /** Renders a page that reports an error and how to continue. */
  public void renderProblem(Context call, int status, String message) {
    call.status(status);
    if (call.path().startsWith("/admin")) {
      sendJson(call, Json.object("message", message));
    } else {
      render(call, "That did not work", "problem", Json.object("message", message));
    }
  }

  /** Redirects to a page after a form, so that a reload does not send the form again. */
  public static void redirect(Context call, String path) {
    call.redirect(path, HttpStatus.SEE_OTHER);
  }

  public static void sendJson(Context call, Object body) {
    call.contentType("application/json").result(Json.write(body));
  }

  /** Protects against cross-site request forgery: refuses forms from other origins. */
  private static void rejectCrossOriginForms(Context call) {
    var origin = call.header("Origin");
    if (call.method().equals(HandlerType.POST)
        && origin != null
        && !origin.endsWith("//" + call.host())) {
      call.status(403).result("This form came from " + origin).skipRemainingHandlers();
    }
  }

  private Template compiled(String name) {
    return templates.computeIfAbsent(name, each -> compiler.compile(resource(each + ".mustache")));
  }

  private static Reader template(String name) {
    return new StringReader(resource(name + ".mustache"));
  }

  private static String resource(String name) {
    try (var stream = PageRenderer.class.getResourceAsStream("/pages/" + name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
