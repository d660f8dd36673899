package io.proofline.standalone;

import io.proofline.sandbox.Sandbox;
import io.proofline.sandbox.SandboxSettings;
import io.proofline.schemas.KafkaConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Proofline and simulators of both APIs in one process: to be looked at, and to be checked. */
public final class Demo implements AutoCloseable {

  /** Name of the installation. */
  static final String ACCOUNT = "demo";

  /** The simulators stand beside us: they answer soon, and find at once what they have. */
  private static final Map<String, String> QUICK =
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

  private final Opened opened = new Opened();
  private final DataDirectory data;
  private final Ports ports;
  private final @Nullable Duration reread;
  private final Map<String, String> settings;
  private final Progress progress;

  /** Starts nothing yet; {@link #close} closes the data directory too. */
  public Demo(DataDirectory data, Ports ports, Consumer<String> out) {
    this(data, ports, null, Map.of(), out);
  }

  /**
   * The same in another rhythm.
   *
   * @param reread how often each proof is looked at when Ziflow says nothing, null as by default;
   *     counts when the data directory is new
   * @param settings of the services, before those of the demo
   */
  public Demo(
      DataDirectory data,
      Ports ports,
      @Nullable Duration reread,
      Map<String, String> settings,
      Consumer<String> out) {
    this.data = opened.add(data);
    this.ports = ports;
    this.reread = reread;
    this.settings = settings;
    this.progress = new Progress(out);
  }

  /**
   * Starts all of it and returns when it is ready for people.
   *
   * @throws StartRefused when something stands in the way that a person can cure
   */
  public Addresses start() {
    ports.refuseTaken();
    progress.say("simulators of PhotoShelter and Ziflow");
    var sandbox = opened.add(Sandbox.start(sandboxSettings()));
    var ours = Secrets.in(data.secrets());
    var secrets = ours.withWebhookKey(webhookKey(sandbox, ours)).keep(data.secrets());
    var proofline = opened.add(new Standalone(data, ports, ACCOUNT, secrets, progress));
    var kafka = proofline.startKafka();
    DemoRules.pushOnce(kafka, data, reread);
    var services = services(sandbox, secrets);
    proofline.startServices(kafka, services);
    proofline.awaitFirstPass();
    var addresses = addresses(sandbox, kafka, secrets, proofline.health(services));
    addresses.write(data.addresses());
    return addresses;
  }

  @Override
  public void close() {
    opened.close();
  }

  private SandboxSettings sandboxSettings() {
    return SandboxSettings.in(data.sandbox())
        .withPorts(ports.photoshelter(), ports.ziflow(), ports.pages());
  }

  private String webhookKey(Sandbox sandbox, Secrets ours) {
    var hook = URI.create(Standalone.origin(ports.gateway()) + "/hooks/ziflow");
    var partners = Partners.of(partners(sandbox));
    return WebhookAtZiflow.keyFor(hook, ACCOUNT, partners, ours.webhookKey());
  }

  private Services services(Sandbox sandbox, Secrets secrets) {
    var all = new HashMap<>(partners(sandbox));
    all.putAll(QUICK);
    all.put("proofline.gateway.public-url", Standalone.origin(ports.gateway()).toString());
    all.put("proofline.gateway.ziflow-secrets", secrets.webhookKey());
    all.put("proofline.workers.files-url", Standalone.origin(ports.files()).toString());
    all.putAll(settings);
    return new Services(Services.LOCAL, Services.LOCAL, all);
  }

  private static Map<String, String> partners(Sandbox sandbox) {
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

  private Addresses addresses(
      Sandbox sandbox, KafkaConnection kafka, Secrets secrets, Map<String, URI> health) {
    return new Addresses(
        Standalone.origin(ports.gateway()),
        sandbox.ziflow(),
        sandbox.photoshelter(),
        kafka.registry().getFirst(),
        sandbox.pages(),
        ziflowApi(sandbox),
        URI.create(sandbox.photoshelter() + "/psapi/v3"),
        URI.create(sandbox.photoshelter() + "/psapi/v4.0"),
        Standalone.origin(ports.processor()),
        Standalone.origin(ports.files()),
        kafka.bootstrap(),
        ACCOUNT,
        health,
        keys(sandbox, secrets));
  }

  private static Addresses.Keys keys(Sandbox sandbox, Secrets secrets) {
    var accounts = sandbox.accounts();
    return new Addresses.Keys(
        accounts.ziflowApiKey(),
        accounts.photoshelterV3Key(),
        accounts.photoshelterV4Key(),
        accounts.photoshelterEmail(),
        accounts.photoshelterPassword(),
        accounts.organizationId(),
        secrets.webhookKey(),
        secrets.libraryHook(),
        secrets.doorToken());
  }

  private static URI ziflowApi(Sandbox sandbox) {
    return URI.create(sandbox.ziflow() + "/v1");
  }
}
