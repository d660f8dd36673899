package io.proofline.standalone.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The parts of {@code docker-compose.yml} that tests check. */
@SuppressWarnings(
    "unchecked") // YAML is untyped: an unexpected structure fails with a ClassCastException
public record ComposeFile(
    Map<String, Map<String, Object>> services, Map<String, Map<String, String>> secrets) {

  static final Path ROOT = Path.of("..");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");

  /** Values of the variables that an operator must set. */
  private static final Map<String, String> OPERATOR_VALUES =
      Map.of(
          "ACCOUNT", "acme",
          "HOOKS_URL", "https://hooks.example.com",
          "FILES_URL", "https://files.example.com",
          "PHOTOSHELTER_EMAIL", "proofline@example.com");

  public static ComposeFile read() throws IOException {
    Map<String, Object> file =
        new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
    return new ComposeFile(
        (Map<String, Map<String, Object>>) file.get("services"),
        (Map<String, Map<String, String>>) file.get("secrets"));
  }

  Set<String> built() {
    var built = new TreeMap<>(services);
    built.values().removeIf(service -> !service.containsKey("build"));
    return built.keySet();
  }

  List<String> command(String service) {
    return list(service, "command").stream().map(word -> filled(word.toString())).toList();
  }

  /** The environment of a service, with the file's variables replaced. */
  public Map<String, String> environment(String service) {
    var environment = new LinkedHashMap<String, String>();
    var written = (Map<String, Object>) services.get(service).getOrDefault("environment", Map.of());
    written.forEach((name, value) -> environment.put(name, filled(value.toString())));
    return environment;
  }

  /** A service's secrets: name in the container to name in the file. */
  Map<String, String> mounted(String service) {
    var mounted = new LinkedHashMap<String, String>();
    list(service, "secrets")
        .forEach(entry -> {
          var secret = (Map<String, String>) entry;
          mounted.put(secret.get("target"), secret.get("source"));
        });
    return mounted;
  }

  /** The published ports of a service, as numbered inside the container. */
  List<Integer> published(String service) {
    return list(service, "ports").stream()
        .map(port -> port.toString().replaceFirst(".*:", ""))
        .map(Integer::valueOf)
        .toList();
  }

  /** The command of a service's health check. */
  List<String> health(String service) {
    var check = (Map<String, Object>) services.get(service).get("healthcheck");
    return check == null ? List.of() : (List<String>) check.get("test");
  }

  private List<?> list(String service, String name) {
    return (List<?>) services.get(service).getOrDefault(name, List.of());
  }

  private static String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(value(found.group(1), found.group(2), found.group(3))));
  }

  private static String value(String name, String kind, String rest) {
    return "-".equals(kind)
        ? rest
        : Optional.ofNullable(OPERATOR_VALUES.get(name))
            .orElseThrow(() -> new AssertionError("There is no value for " + name));
  }
}
