package io.proofline.standalone;

import io.proofline.cli.RulesPublisher;
import io.proofline.rules.InvalidRulesException;
import io.proofline.schemas.KafkaConnection;
import io.proofline.standalone.up.UpFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Proofline for real accounts in one process. */
public final class Up implements AutoCloseable {

  private final Opened opened = new Opened();
  private final UpFile file;
  private final DataDirectory data;
  private final Ports ports;
  private final Progress progress;
  private @Nullable Standalone proofline;

  /** Starts nothing yet; {@link #close} closes the data directory too. */
  public Up(UpFile file, DataDirectory data, Consumer<String> out) {
    this.file = file;
    this.data = opened.add(data);
    this.ports =
        Ports.withoutSimulators(
            file.ports(), file.hooks() == null ? 0 : file.hooks().port(), file.files().port());
    this.progress = new Progress(out);
  }

  /**
   * Starts all of it and returns when its doors are open; the first look at the library goes on.
   *
   * @throws StartRefused when something stands in the way that a person can cure
   */
  public Doors start() {
    ports.refuseTaken();
    var secrets = secrets();
    var services = services(secrets);
    var standalone = opened.add(new Standalone(data, ports, file.account(), secrets, progress));
    proofline = standalone;
    var kafka = standalone.startKafka();
    pushRules(kafka);
    standalone.startServices(kafka, services);
    var doors =
        new Doors(
            Standalone.origin(ports.processor()),
            Standalone.origin(ports.files()),
            kafka.registry().getFirst(),
            kafka.bootstrap(),
            file.account(),
            standalone.health(services),
            new Doors.Key(secrets.doorToken()));
    doors.write(data.addresses());
    return doors;
  }

  /** Returns when the library was looked at as a whole: what is selected before opens nothing. */
  public void awaitFirstPass() {
    if (proofline != null) {
      proofline.awaitFirstPass();
    }
  }

  @Override
  public void close() {
    opened.close();
  }

  private Secrets secrets() {
    var ours = Secrets.in(data.secrets());
    var hooks = file.hooks();
    if (hooks == null || file.hasWebhookSecret()) {
      return ours;
    }
    progress.say("webhook at Ziflow");
    var target = URI.create(hooks.address() + "/hooks/ziflow");
    var partners = Partners.of(file.settings());
    var key = WebhookAtZiflow.keyFor(target, file.account(), partners, ours.webhookKey());
    return ours.withWebhookKey(key).keep(data.secrets());
  }

  private Services services(Secrets secrets) {
    var settings = new HashMap<>(file.settings());
    var hooks = file.hooks();
    if (hooks != null && !file.hasWebhookSecret()) {
      settings.put("proofline.gateway.ziflow-secrets", secrets.webhookKey());
    }
    return new Services(hooks == null ? "" : hooks.listen(), file.files().listen(), settings);
  }

  /** When the file has changed since it was pushed: rules that came another way stay otherwise. */
  private void pushRules(KafkaConnection kafka) {
    var pushed = data.root().resolve("rules.pushed");
    var wanted = file.rulesFile();
    try {
      if (!Files.exists(pushed) || !Files.readString(pushed).equals(wanted.rules().version())) {
        progress.say("rules");
        Files.writeString(pushed, RulesPublisher.push(kafka, "default", wanted.yaml()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't note which rules were pushed", e);
    } catch (InvalidRulesException e) {
      throw new StartRefused("The rules have mistakes:\n" + e.getMessage(), e);
    }
  }
}
