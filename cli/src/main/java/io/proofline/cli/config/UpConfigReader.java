package io.proofline.cli.config;

import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import io.proofline.rules.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and validates a file for {@code up}; reports all mistakes at once. */
public final class UpConfigReader {

  private static final String SETTINGS = "settings.";
  private static final String WEBHOOK_SECRETS = "proofline.gateway.ziflow-secrets";
  private static final String LOCAL = "127.0.0.1";

  /**
   * Offsets from the first port: registry, processor, two health ports, Kafka and its controller,
   * console.
   */
  private static final Set<Integer> RESERVED_PORT_OFFSETS = Set.of(4, 5, 7, 8, 9, 10, 11);

  private final Path file;
  private final Path folder;
  private final Function<String, @Nullable String> environment;
  private final UpConfigDiagnostics diagnostics = new UpConfigDiagnostics();
  private final Map<String, YamlEntry> entries;

  private UpConfigReader(Path file, String text, Function<String, @Nullable String> environment) {
    this.file = file.toAbsolutePath().normalize();
    this.folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    this.environment = environment;
    this.entries = YamlFlattener.read(text, diagnostics);
  }

  /**
   * Reads a file; relative paths in it are resolved to its folder.
   *
   * @param environment looks up an environment variable; null if it is not set
   * @throws InvalidUpConfigException with all mistakes
   */
  public static UpConfig read(Path file, Function<String, @Nullable String> environment)
      throws InvalidUpConfigException {
    return new UpConfigReader(file, text(file), environment).read();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Can't read %s: does it exist? 'proofline up --sample' prints a sample.".formatted(file),
          e);
    }
  }

  private UpConfig read() throws InvalidUpConfigException {
    if (entries.isEmpty()) {
      diagnostics.throwIfAny(); // without any entry there is nothing more to check
    }
    entries.values().forEach(this::check);
    boolean hooks = hasHooks();
    Arrays.stream(UpConfigKey.values())
        .filter(upConfigKey ->
            upConfigKey.isRequired() || (hooks && upConfigKey == UpConfigKey.HOOKS_ADDRESS))
        .filter(upConfigKey -> !entries.containsKey(upConfigKey.key()))
        .forEach(upConfigKey -> diagnostics.add(missing(upConfigKey)));
    checkPorts(hooks);
    var settings = settings();
    var rules = rules();
    diagnostics.throwIfAny();
    int ports = number(UpConfigKey.PORT_BASE, UpConfig.DEFAULT_PORT_BASE);
    return new UpConfig(
        file,
        text(UpConfigKey.ACCOUNT, ""),
        path(UpConfigKey.DATA),
        path(UpConfigKey.RULES),
        rules.orElseThrow(),
        hooks
            ? endpoint(
                UpConfigKey.HOOKS_ADDRESS,
                UpConfigKey.HOOKS_PORT,
                ports + 1,
                UpConfigKey.HOOKS_LISTEN)
            : null,
        endpoint(
            UpConfigKey.FILES_ADDRESS, UpConfigKey.FILES_PORT, ports + 6, UpConfigKey.FILES_LISTEN),
        ports,
        settings,
        settings.keySet().stream()
            .anyMatch(name -> SettingNames.isSameSetting(WEBHOOK_SECRETS, name)));
  }

  private void check(YamlEntry yamlEntry) {
    if (yamlEntry.name().startsWith(SETTINGS)) {
      return;
    }
    var field = UpConfigKey.byKey(yamlEntry.name());
    if (field.isEmpty()) {
      diagnostics.add(
          yamlEntry.line(),
          "'%s' is not known; known are %s, and settings of the services under 'settings'"
              .formatted(yamlEntry.name(), knownKeys()));
    } else if (!field.get().format().isValid(yamlEntry.value())) {
      diagnostics.add(
          yamlEntry.line(),
          "%s is '%s', and must be %s"
              .formatted(yamlEntry.name(), yamlEntry.value(), field.get().format().description()));
    }
  }

  /** Rejects a port that is used twice. */
  private void checkPorts(boolean hooks) {
    if (!Stream.of(UpConfigKey.PORT_BASE, UpConfigKey.HOOKS_PORT, UpConfigKey.FILES_PORT)
        .allMatch(this::isValid)) {
      return; // reported already
    }
    int base = number(UpConfigKey.PORT_BASE, UpConfig.DEFAULT_PORT_BASE);
    rejectReservedPort(UpConfigKey.FILES_PORT, base);
    if (hooks) {
      rejectReservedPort(UpConfigKey.HOOKS_PORT, base);
      int port = number(UpConfigKey.HOOKS_PORT, base + 1);
      if (port == number(UpConfigKey.FILES_PORT, base + 6)) {
        Stream.of(UpConfigKey.FILES_PORT, UpConfigKey.HOOKS_PORT)
            .flatMap(upConfigKey -> Stream.ofNullable(entries.get(upConfigKey.key())))
            .findFirst()
            .ifPresent(yamlEntry ->
                diagnostics.add(
                    yamlEntry.line(),
                    "hooks and files both have port %d; change one of them".formatted(port)));
      }
    }
  }

  private void rejectReservedPort(UpConfigKey upConfigKey, int base) {
    var yamlEntry = entries.get(upConfigKey.key());
    if (yamlEntry != null
        && RESERVED_PORT_OFFSETS.contains(Integer.parseInt(yamlEntry.value()) - base)) {
      diagnostics.add(
          yamlEntry.line(),
          "%s is %s, which 'up' itself uses, as port-base is %d; choose another"
              .formatted(yamlEntry.name(), yamlEntry.value(), base));
    }
  }

  private boolean isValid(UpConfigKey upConfigKey) {
    var yamlEntry = entries.get(upConfigKey.key());
    return yamlEntry == null || upConfigKey.format().isValid(yamlEntry.value());
  }

  private boolean hasHooks() {
    var existing = entries.get(UpConfigKey.HOOKS.key());
    if (existing == null) {
      return true;
    }
    if (!existing.value().equals("none")) {
      diagnostics.add(
          existing.line(),
          "hooks is '%s', and must be 'none' or have an address".formatted(existing.value()));
    }
    return false;
  }

  private Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    put(settings, UpConfigKey.ZIFLOW_KEY, "proofline.workers.ziflow.api-key");
    put(settings, UpConfigKey.WEBHOOK_SECRET, WEBHOOK_SECRETS);
    put(settings, UpConfigKey.LIBRARY_KEY, "proofline.workers.photoshelter.api-key");
    put(settings, UpConfigKey.LIBRARY_V3_KEY, "proofline.workers.photoshelter.v3-api-key");
    put(settings, UpConfigKey.EMAIL, "proofline.workers.photoshelter.email");
    put(settings, UpConfigKey.PASSWORD, "proofline.workers.photoshelter.password");
    put(settings, UpConfigKey.ORGANIZATION, "proofline.workers.photoshelter.organization-id");
    put(settings, UpConfigKey.FILES_ADDRESS, "proofline.workers.files-url");
    put(settings, UpConfigKey.HOOKS_ADDRESS, "proofline.gateway.public-url");
    put(settings, UpConfigKey.POLL_EVERY, "proofline.workers.poll.every");
    entries.values().stream()
        .filter(yamlEntry -> yamlEntry.name().startsWith(SETTINGS))
        .forEach(yamlEntry -> addSetting(settings, yamlEntry));
    return settings;
  }

  private void put(Map<String, String> settings, UpConfigKey upConfigKey, String name) {
    var yamlEntry = entries.get(upConfigKey.key());
    if (yamlEntry != null) {
      // e-mail addresses and ids may be in the file or referenced
      boolean isReference =
          upConfigKey.format() == UpConfigFormat.TEXT && yamlEntry.value().matches("(env|file):.+");
      if (upConfigKey.format() == UpConfigFormat.SECRET) {
        credential(yamlEntry).ifPresent(secret -> settings.put(name, secret.settingValue()));
      } else {
        value(yamlEntry, isReference).ifPresent(value -> settings.put(name, value));
      }
    }
  }

  private void addSetting(Map<String, String> settings, YamlEntry yamlEntry) {
    var name = yamlEntry.name().substring(SETTINGS.length());
    if (!name.matches("proofline\\.(gateway|processor|workers|console)\\..+")) {
      diagnostics.add(
          yamlEntry.line(),
          "'%s' is not a setting; settings begin with proofline.gateway, .processor, .workers or .console"
              .formatted(name));
    } else if (ReservedSettings.reasonNotAllowed(name).isPresent()) {
      diagnostics.add(
          yamlEntry.line(),
          "'%s' %s".formatted(name, ReservedSettings.reasonNotAllowed(name).get()));
    } else if (settings.keySet().stream()
        .anyMatch(existing -> SettingNames.isSameSetting(existing, name))) {
      diagnostics.add(yamlEntry.line(), "'%s' is set above under another name".formatted(name));
    } else if (ReservedSettings.isSecret(name)) {
      credential(yamlEntry).ifPresent(secret -> settings.put(name, secret.settingValue()));
    } else {
      value(yamlEntry, yamlEntry.value().matches("(env|file):.+"))
          .ifPresent(value -> settings.put(name, value));
    }
  }

  private Optional<String> value(YamlEntry yamlEntry, boolean secret) {
    return secret
        ? credential(yamlEntry).map(SecretReference::value)
        : Optional.of(yamlEntry.value());
  }

  private Optional<SecretReference> credential(YamlEntry yamlEntry) {
    try {
      return Optional.of(SecretReference.of(yamlEntry.value(), folder, environment));
    } catch (SecretReference.UnresolvedSecretException e) {
      diagnostics.add(yamlEntry.line(), "%s: %s".formatted(yamlEntry.name(), e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<RulesFile> rules() {
    var yamlEntry = entries.get(UpConfigKey.RULES.key());
    if (yamlEntry == null || !UpConfigFormat.PATH.isValid(yamlEntry.value())) {
      return Optional.empty();
    }
    var rules = path(UpConfigKey.RULES);
    try {
      return Optional.of(RulesFile.readForPublishing(YamlText.read(rules)));
    } catch (IOException e) {
      diagnostics.add(yamlEntry.line(), "rules: can't read %s; does it exist?".formatted(rules));
    } catch (InvalidRulesException e) {
      diagnostics.add(
          yamlEntry.line(),
          "rules: %s has mistakes:%n  %s"
              .formatted(rules, String.valueOf(e.getMessage()).replace("\n", "\n  ")));
    }
    return Optional.empty();
  }

  private UpConfig.PublicEndpoint endpoint(
      UpConfigKey address, UpConfigKey port, int byDefault, UpConfigKey listen) {
    return new UpConfig.PublicEndpoint(
        text(address, ""), number(port, byDefault), text(listen, LOCAL));
  }

  private Path path(UpConfigKey upConfigKey) {
    return folder.resolve(text(upConfigKey, "")).normalize();
  }

  private int number(UpConfigKey upConfigKey, int byDefault) {
    return Integer.parseInt(text(upConfigKey, Integer.toString(byDefault)));
  }

  private String text(UpConfigKey upConfigKey, String byDefault) {
    var yamlEntry = entries.get(upConfigKey.key());
    return yamlEntry == null ? byDefault : yamlEntry.value();
  }

  private static String missing(UpConfigKey upConfigKey) {
    var none = upConfigKey == UpConfigKey.HOOKS_ADDRESS ? "; or set 'hooks: none'" : "";
    return "missing: %s, %s: %s%s"
        .formatted(
            upConfigKey.key(), upConfigKey.format().description(), upConfigKey.description(), none);
  }

  private static String knownKeys() {
    return Arrays.stream(UpConfigKey.values())
        .map(UpConfigKey::key)
        .collect(Collectors.joining(", "));
  }
}
