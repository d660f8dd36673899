package io.proofline.standalone;

import io.proofline.cli.StartupException;
import io.proofline.cli.config.ApiSettings;
import io.proofline.cli.config.InstallationSecrets;
import io.proofline.cli.config.PrivateFile;
import io.proofline.journeys.DemoAddresses;
import io.proofline.sandbox.Sandbox;
import io.proofline.sandbox.SandboxSettings;
import io.proofline.schemas.KafkaConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs all services and the simulators of both APIs in one process. */
public final class DemoInstallation implements AutoCloseable {

  /** The account name of the installation. */
  static final String ACCOUNT = "demo";

  /** Short times and high limits, since the simulators answer at once and index without delay. */
  private static final Map<String, String> FAST_SETTINGS =
      Map.of(
          "proofline.workers.poll.every", "2s",
          "proofline.workers.ziflow.call-timeout", "5s",
          "proofline.workers.ziflow.calls-per-second", "200",
          "proofline.workers.ziflow.in-flight", "16",
          "proofline.workers.photoshelter.calls-per-second", "200",
          "proofline.workers.photoshelter.in-flight", "16",
          "proofline.workers.photoshelter.upload-timeout", "20s",
          "proofline.workers.look-up.leave-within", "5s",
          "proofline.workers.look-up.waits", "1s,3s");

  private final CloseStack closeStack = new CloseStack();
  private final DataDirectory data;
  private final Ports ports;
  private final @Nullable Duration reread;
  private final Map<String, String> settings;
  private final StartupProgress startupProgress;
  private @Nullable URI registry;
  private @Nullable EmbeddedServices services;

  /** Starts nothing yet; {@link #close} closes the data directory too. */
  public DemoInstallation(DataDirectory data, Ports ports, Consumer<String> out) {
    this(data, ports, null, Map.of(), out);
  }

  /**
   * Starts nothing yet; overrides the reread interval and settings of the services.
   *
   * @param reread interval at which a proof is read again without a webhook, null for the default;
   *     it applies if the data directory is new
   * @param settings of the services, which override those of the demo
   */
  public DemoInstallation(
      DataDirectory data,
      Ports ports,
      @Nullable Duration reread,
      Map<String, String> settings,
      Consumer<String> out) {
    this.data = closeStack.add(data);
    this.ports = ports;
    this.reread = reread;
    this.settings = settings;
    this.startupProgress = new StartupProgress(out);
  }

  /** Uses a registry that runs already, instead of the embedded one. */
  public DemoInstallation withRegistry(URI address) {
    registry = address;
    return this;
  }

  /**
   * Starts everything and returns when it is ready for people.
   *
   * @throws StartupException if a problem that a person can fix prevents the start
   */
  public DemoAddresses start() {
    ports.requireFree();
    startupProgress.report("simulators of PhotoShelter and Ziflow");
    var sandbox = closeStack.add(Sandbox.start(sandboxSettings()));
    var ours = InstallationSecrets.loadOrCreate(data.secrets());
    var installationSecrets = ours.withWebhookKey(webhookKey(sandbox, ours)).save(data.secrets());
    var proofline =
        closeStack.add(
            new EmbeddedServices(data, ports, ACCOUNT, installationSecrets, startupProgress));
    var kafka = proofline.startKafka(Optional.ofNullable(registry));
    DemoRules.pushOnce(kafka, data, reread);
    DemoUpConfig.write(data, ports, apiSettings(sandbox), FAST_SETTINGS);
    var serviceSettings = services(sandbox, installationSecrets);
    proofline.startServices(kafka, serviceSettings);
    services = proofline;
    proofline.awaitFirstPass();
    var demoAddresses =
        addresses(sandbox, kafka, installationSecrets, proofline.health(serviceSettings));
    PrivateFile.write(data.addresses(), demoAddresses.toJson());
    closeStack.add(InstallationRegistration.register(data));
    return demoAddresses;
  }

  /** A new address that signs an administrator in at the console's pages, once. */
  public String signInLink() {
    return Objects.requireNonNull(services, "not started").signInLink();
  }

  @Override
  public void close() {
    closeStack.close();
  }

  private SandboxSettings sandboxSettings() {
    return SandboxSettings.in(data.sandbox())
        .withPorts(ports.photoshelter(), ports.ziflow(), ports.pages());
  }

  private String webhookKey(Sandbox sandbox, InstallationSecrets ours) {
    var hook = URI.create(EmbeddedServices.origin(ports.gateway()) + "/hooks/ziflow");
    var apiSettings = ApiSettings.of(apiSettings(sandbox));
    return WebhookRegistration.installAndGetKey(hook, ACCOUNT, apiSettings, ours.webhookKey());
  }

  private ServiceSettings services(Sandbox sandbox, InstallationSecrets installationSecrets) {
    var all = new HashMap<>(apiSettings(sandbox));
    all.putAll(FAST_SETTINGS);
    all.put("proofline.console.sandbox-url", sandbox.pages().toString());
    all.put(
        "proofline.console.library-url",
        sandbox.pages().resolve("/photoshelter/media/") + "{asset}");
    all.put("proofline.gateway.public-url", EmbeddedServices.origin(ports.gateway()).toString());
    all.put("proofline.gateway.ziflow-secrets", installationSecrets.webhookKey());
    all.put("proofline.workers.files-url", EmbeddedServices.origin(ports.files()).toString());
    all.putAll(settings);
    return new ServiceSettings(ServiceSettings.LOOPBACK, ServiceSettings.LOOPBACK, all);
  }

  private static Map<String, String> apiSettings(Sandbox sandbox) {
    var accounts = sandbox.accounts();
    var photoshelter = "proofline.workers.photoshelter.";
    return Map.of(
        "proofline.workers.ziflow.base-url",
        ziflowApi(sandbox).toString(),
        "proofline.workers.ziflow.api-key",
        accounts.ziflowApiKey(),
        photoshelter + "base-url",
        sandbox.photoshelter() + "/psapi/v4.0",
        photoshelter + "api-key",
        accounts.photoshelterV4Key(),
        photoshelter + "v3-base-url",
        sandbox.photoshelter() + "/psapi/v3",
        photoshelter + "v3-api-key",
        accounts.photoshelterV3Key(),
        photoshelter + "email",
        accounts.photoshelterEmail(),
        photoshelter + "password",
        accounts.photoshelterPassword(),
        photoshelter + "organization-id",
        accounts.organizationId());
  }

  private DemoAddresses addresses(
      Sandbox sandbox,
      KafkaConnection kafka,
      InstallationSecrets installationSecrets,
      Map<String, URI> health) {
    return new DemoAddresses(
        EmbeddedServices.origin(ports.gateway()),
        sandbox.ziflow(),
        sandbox.photoshelter(),
        kafka.registry().getFirst(),
        sandbox.pages(),
        ziflowApi(sandbox),
        URI.create(sandbox.photoshelter() + "/psapi/v3"),
        URI.create(sandbox.photoshelter() + "/psapi/v4.0"),
        EmbeddedServices.origin(ports.processor()),
        EmbeddedServices.origin(ports.console()),
        EmbeddedServices.origin(ports.files()),
        kafka.bootstrap(),
        ACCOUNT,
        health,
        keys(sandbox, installationSecrets));
  }

  private static DemoAddresses.Keys keys(Sandbox sandbox, InstallationSecrets installationSecrets) {
    var accounts = sandbox.accounts();
    return new DemoAddresses.Keys(
        accounts.ziflowApiKey(),
        accounts.photoshelterV3Key(),
        accounts.photoshelterV4Key(),
        accounts.photoshelterEmail(),
        accounts.photoshelterPassword(),
        accounts.organizationId(),
        installationSecrets.webhookKey(),
        installationSecrets.libraryHook(),
        installationSecrets.consoleToken());
  }

  private static URI ziflowApi(Sandbox sandbox) {
    return URI.create(sandbox.ziflow() + "/v1");
  }
}
