package io.proofline.standalone.up;

import io.proofline.rules.RulesFile;
import io.proofline.rules.InvalidRulesException;
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

/** Reads a file for {@code up}, and finds all that is wrong with it. */
public final class UpReader {

  private static final String SETTINGS = "settings.";
  private static final String WEBHOOK_SECRETS = "proofline.gateway.ziflow-secrets";
  private static final String LOCAL = "127.0.0.1";

  /** From the first port on: registry, processor, health of two, Kafka and its controller. */
  private static final Set<Integer> OWN_PORTS = Set.of(4, 5, 7, 8, 9, 10);

  private final Path folder;
  private final Function<String, @Nullable String> environment;
  private final Mistakes mistakes = new Mistakes();
  private final Map<String, Entry> entries;

  private UpReader(Path file, String text, Function<String, @Nullable String> environment) {
    this.folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    this.environment = environment;
    this.entries = YamlEntries.read(text, mistakes);
  }

  /**
   * Reads a file; relative paths in it begin at its folder.
   *
   * @param environment value of an environment variable; null where it is not set
   * @throws UpRefused with every mistake
   */
  public static UpFile read(Path file, Function<String, @Nullable String> environment)
      throws UpRefused {
    return new UpReader(file, text(file), environment).read();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Can't read %s: does it exist? 'proofline up --sample' prints one to begin with."
              .formatted(file),
          e);
    }
  }

  private UpFile read() throws UpRefused {
    if (entries.isEmpty()) {
      mistakes.refuse(); // of what is no such file nothing else can be said
    }
    entries.values().forEach(this::check);
    boolean hooks = hasHooks();
    Arrays.stream(Field.values())
        .filter(field -> field.isNeeded() || (hooks && field == Field.HOOKS_ADDRESS))
        .filter(field -> !entries.containsKey(field.label()))
        .forEach(field -> mistakes.add(missing(field)));
    checkPorts(hooks);
    var settings = settings();
    var rules = rules();
    mistakes.refuse();
    int ports = number(Field.PORT_BASE, UpFile.PORTS);
    return new UpFile(
        text(Field.ACCOUNT, ""),
        path(Field.DATA),
        path(Field.RULES),
        rules.orElseThrow(),
        hooks ? door(Field.HOOKS_ADDRESS, Field.HOOKS_PORT, ports + 1, Field.HOOKS_LISTEN) : null,
        door(Field.FILES_ADDRESS, Field.FILES_PORT, ports + 6, Field.FILES_LISTEN),
        ports,
        settings,
        settings.keySet().stream().anyMatch(name -> SettingName.isSame(WEBHOOK_SECRETS, name)));
  }

  private void check(Entry entry) {
    if (entry.name().startsWith(SETTINGS)) {
      return;
    }
    var field = Field.named(entry.name());
    if (field.isEmpty()) {
      mistakes.add(
          entry.line(),
          "'%s' is not known; known are %s, and settings of the services under 'settings'"
              .formatted(entry.name(), known()));
    } else if (!field.get().kind().fits(entry.value())) {
      mistakes.add(
          entry.line(),
          "%s is '%s', and must be %s"
              .formatted(entry.name(), entry.value(), field.get().kind().allowed()));
    }
  }

  /** What can't be heard on this machine: one port twice. */
  private void checkPorts(boolean hooks) {
    if (!Stream.of(Field.PORT_BASE, Field.HOOKS_PORT, Field.FILES_PORT).allMatch(this::fits)) {
      return; // is told already
    }
    int base = number(Field.PORT_BASE, UpFile.PORTS);
    refuseOwn(Field.FILES_PORT, base);
    if (hooks) {
      refuseOwn(Field.HOOKS_PORT, base);
      int port = number(Field.HOOKS_PORT, base + 1);
      if (port == number(Field.FILES_PORT, base + 6)) {
        Stream.of(Field.FILES_PORT, Field.HOOKS_PORT)
            .flatMap(field -> Stream.ofNullable(entries.get(field.label())))
            .findFirst()
            .ifPresent(entry ->
                mistakes.add(
                    entry.line(),
                    "hooks and files both have port %d; give one another".formatted(port)));
      }
    }
  }

  private void refuseOwn(Field field, int base) {
    var entry = entries.get(field.label());
    if (entry != null && OWN_PORTS.contains(Integer.parseInt(entry.value()) - base)) {
      mistakes.add(
          entry.line(),
          "%s is %s, which 'up' itself listens on, as port-base is %d; say another"
              .formatted(entry.name(), entry.value(), base));
    }
  }

  private boolean fits(Field field) {
    var entry = entries.get(field.label());
    return entry == null || field.kind().fits(entry.value());
  }

  private boolean hasHooks() {
    var said = entries.get(Field.HOOKS.label());
    if (said == null) {
      return true;
    }
    if (!said.value().equals("none")) {
      mistakes.add(
          said.line(),
          "hooks is '%s', and must be 'none' or have an address".formatted(said.value()));
    }
    return false;
  }

  private Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    put(settings, Field.ZIFLOW_KEY, "proofline.workers.ziflow.api-key");
    put(settings, Field.WEBHOOK_SECRET, WEBHOOK_SECRETS);
    put(settings, Field.LIBRARY_KEY, "proofline.workers.photoshelter.api-key");
    put(settings, Field.LIBRARY_V3_KEY, "proofline.workers.photoshelter.v3-api-key");
    put(settings, Field.EMAIL, "proofline.workers.photoshelter.email");
    put(settings, Field.PASSWORD, "proofline.workers.photoshelter.password");
    put(settings, Field.ORGANIZATION, "proofline.workers.photoshelter.organization-id");
    put(settings, Field.FILES_ADDRESS, "proofline.workers.files-url");
    put(settings, Field.HOOKS_ADDRESS, "proofline.gateway.public-url");
    put(settings, Field.POLL_EVERY, "proofline.workers.poll.every");
    entries.values().stream()
        .filter(entry -> entry.name().startsWith(SETTINGS))
        .forEach(entry -> pass(settings, entry));
    return settings;
  }

  private void put(Map<String, String> settings, Field field, String name) {
    var entry = entries.get(field.label());
    if (entry != null) {
      // addresses of people and ids may stand in the file, and may as well stand elsewhere
      boolean elsewhere = field.kind() == Kind.TEXT && entry.value().matches("(env|file):.+");
      if (field.kind() == Kind.SECRET) {
        credential(entry).ifPresent(secret -> settings.put(name, secret.setting()));
      } else {
        value(entry, elsewhere).ifPresent(value -> settings.put(name, value));
      }
    }
  }

  private void pass(Map<String, String> settings, Entry entry) {
    var name = entry.name().substring(SETTINGS.length());
    if (!name.matches("proofline\\.(gateway|processor|workers)\\..+")) {
      mistakes.add(
          entry.line(),
          "'%s' is no setting; they begin with proofline.gateway, .processor or .workers"
              .formatted(name));
    } else if (Reserved.by(name).isPresent()) {
      mistakes.add(entry.line(), "'%s' %s".formatted(name, Reserved.by(name).get()));
    } else if (settings.keySet().stream().anyMatch(said -> SettingName.isSame(said, name))) {
      mistakes.add(entry.line(), "'%s' is said above under another name".formatted(name));
    } else if (Reserved.isSecret(name)) {
      credential(entry).ifPresent(secret -> settings.put(name, secret.setting()));
    } else {
      value(entry, entry.value().matches("(env|file):.+"))
          .ifPresent(value -> settings.put(name, value));
    }
  }

  private Optional<String> value(Entry entry, boolean secret) {
    return secret ? credential(entry).map(Credential::value) : Optional.of(entry.value());
  }

  private Optional<Credential> credential(Entry entry) {
    try {
      return Optional.of(Credential.of(entry.value(), folder, environment));
    } catch (Credential.Unknown e) {
      mistakes.add(entry.line(), "%s: %s".formatted(entry.name(), e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<RulesFile> rules() {
    var entry = entries.get(Field.RULES.label());
    if (entry == null || !Kind.PATH.fits(entry.value())) {
      return Optional.empty();
    }
    var file = path(Field.RULES);
    try {
      return Optional.of(RulesFile.readForPublishing(Files.readString(file)));
    } catch (IOException e) {
      mistakes.add(entry.line(), "rules: can't read %s; does it exist?".formatted(file));
    } catch (InvalidRulesException e) {
      mistakes.add(
          entry.line(),
          "rules: %s has mistakes:%n  %s"
              .formatted(file, String.valueOf(e.getMessage()).replace("\n", "\n  ")));
    }
    return Optional.empty();
  }

  private UpFile.Door door(Field address, Field port, int byDefault, Field listen) {
    return new UpFile.Door(text(address, ""), number(port, byDefault), text(listen, LOCAL));
  }

  private Path path(Field field) {
    return folder.resolve(text(field, "")).normalize();
  }

  private int number(Field field, int byDefault) {
    return Integer.parseInt(text(field, Integer.toString(byDefault)));
  }

  private String text(Field field, String byDefault) {
    var entry = entries.get(field.label());
    return entry == null ? byDefault : entry.value();
  }

  private static String missing(Field field) {
    var none = field == Field.HOOKS_ADDRESS ? "; or say 'hooks: none'" : "";
    return "missing: %s, %s: %s%s"
        .formatted(field.label(), field.kind().allowed(), field.meaning(), none);
  }

  private static String known() {
    return Arrays.stream(Field.values()).map(Field::label).collect(Collectors.joining(", "));
  }
}
