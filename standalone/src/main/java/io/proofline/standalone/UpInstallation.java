package io.proofline.standalone;

import io.proofline.cli.RulesPublisher;
import io.proofline.cli.StartupException;
import io.proofline.cli.config.ApiSettings;
import io.proofline.cli.config.InstallationSecrets;
import io.proofline.cli.config.ServiceAddresses;
import io.proofline.cli.config.UpConfig;
import io.proofline.rules.InvalidRulesException;
import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs Proofline for real accounts in one process. */
public final class UpInstallation implements AutoCloseable {

  private final CloseStack closeStack = new CloseStack();
  private final UpConfig file;
  private final DataDirectory data;
  private final Ports ports;
  private final StartupProgress startupProgress;
  private @Nullable EmbeddedServices proofline;

  /** Starts nothing yet; {@link #close} closes the data directory too. */
  public UpInstallation(UpConfig file, DataDirectory data, Consumer<String> out) {
    this.file = file;
    this.data = closeStack.add(data);
    this.ports =
        Ports.withoutSimulators(
            file.portBase(), file.hooks() == null ? 0 : file.hooks().port(), file.files().port());
    this.startupProgress = new StartupProgress(out);
  }

  /**
   * Starts everything and returns when its ports are open, during the first pass over the library.
   *
   * @throws StartupException if a problem that a person can fix prevents the start
   */
  public ServiceAddresses start() {
    ports.requireFree();
    var installationSecrets = secrets();
    var serviceSettings = services(installationSecrets);
    var embeddedServices =
        closeStack.add(
            new EmbeddedServices(
                data, ports, file.account(), installationSecrets, startupProgress));
    proofline = embeddedServices;
    var kafka = embeddedServices.startKafka(Optional.empty());
    pushRules(kafka);
    embeddedServices.startServices(kafka, serviceSettings);
    var serviceAddresses =
        new ServiceAddresses(
            EmbeddedServices.origin(ports.processor()),
            EmbeddedServices.origin(ports.console()),
            EmbeddedServices.origin(ports.files()),
            kafka.registry().getFirst(),
            kafka.bootstrap(),
            file.account(),
            embeddedServices.health(serviceSettings),
            new ServiceAddresses.ServiceTokens(installationSecrets.consoleToken()),
            file.file().toString());
    serviceAddresses.write(data.addresses());
    closeStack.add(InstallationRegistration.register(data));
    return serviceAddresses;
  }

  /** Returns after the first pass over the library; assets selected before it open no review. */
  public void awaitFirstPass() {
    if (proofline != null) {
      proofline.awaitFirstPass();
    }
  }

  /** A new address that signs an administrator in at the console's pages, once. */
  public String signInLink() {
    return Objects.requireNonNull(proofline, "not started").signInLink();
  }

  @Override
  public void close() {
    closeStack.close();
  }

  private InstallationSecrets secrets() {
    var ours = InstallationSecrets.loadOrCreate(data.secrets());
    var hooks = file.hooks();
    if (hooks == null || file.hasWebhookSecret()) {
      return ours;
    }
    startupProgress.report("webhook at Ziflow");
    var target = URI.create(hooks.publicAddress() + "/hooks/ziflow");
    var apiSettings = ApiSettings.of(file.settings());
    var key =
        WebhookRegistration.installAndGetKey(
            target, file.account(), apiSettings, ours.webhookKey());
    return ours.withWebhookKey(key).save(data.secrets());
  }

  private ServiceSettings services(InstallationSecrets installationSecrets) {
    var settings = new HashMap<>(file.settings());
    var hooks = file.hooks();
    if (hooks != null && !file.hasWebhookSecret()) {
      settings.put("proofline.gateway.ziflow-secrets", installationSecrets.webhookKey());
    }
    return new ServiceSettings(
        hooks == null ? "" : hooks.listenAddress(), file.files().listenAddress(), settings);
  }

  /** Pushes the rules if the file has changed since the last push; else those in force stay. */
  private void pushRules(KafkaConnection kafka) {
    var pushed = data.root().resolve("rules.pushed");
    var wanted = file.rulesFile();
    try {
      if (!Files.exists(pushed) || !Files.readString(pushed).equals(wanted.rules().version())) {
        startupProgress.report("rules");
        Files.writeString(pushed, RulesPublisher.push(kafka, "default", wanted.yaml()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't store the version of the pushed rules", e);
    } catch (InvalidRulesException e) {
      throw new StartupException("The rules have mistakes:\n" + e.getMessage(), e);
    }
  }
}
