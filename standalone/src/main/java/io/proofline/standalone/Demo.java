package io.proofline.standalone;

import io.proofline.sandbox.Sandbox;
import io.proofline.sandbox.SandboxSettings;
import io.proofline.schemas.KafkaConnection;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Proofline and simulators of both APIs in one process: to be looked at, and to be checked. */
public final class Demo implements AutoCloseable {

  /** Name of the installation. */
  static final String ACCOUNT = "demo";

  private final Opened opened = new Opened();
  private final DataDirectory data;
  private final Ports ports;
  private final @Nullable Duration reread;
  private final Progress progress;

  /** Starts nothing yet; {@link #close} closes the data directory too. */
  public Demo(DataDirectory data, Ports ports, Consumer<String> out) {
    this(data, ports, null, out);
  }

  /**
   * The same in another rhythm.
   *
   * @param reread how often each proof is looked at when Ziflow says nothing, null as by default;
   *     counts when the data directory is new
   */
  public Demo(DataDirectory data, Ports ports, @Nullable Duration reread, Consumer<String> out) {
    this.data = opened.add(data);
    this.ports = ports;
    this.reread = reread;
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
    var hook = new WebhookAtZiflow(ziflowApi(sandbox), sandbox.accounts().ziflowApiKey());
    var key = hook.keyFor(URI.create(Standalone.origin(ports.gateway()) + "/hooks/ziflow"));
    var secrets = Secrets.in(data.secrets()).withWebhookKey(key).keep(data.secrets());
    var proofline = opened.add(new Standalone(data, ports, ACCOUNT, secrets, progress));
    var kafka = proofline.startKafka();
    DemoRules.pushOnce(kafka, data, reread);
    proofline.startServices(kafka, partners(sandbox, secrets));
    proofline.awaitFirstPass();
    var addresses = addresses(sandbox, kafka, secrets);
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

  private static Partners partners(Sandbox sandbox, Secrets secrets) {
    var accounts = sandbox.accounts();
    return new Partners(
        ziflowApi(sandbox),
        accounts.ziflowApiKey(),
        secrets.webhookKey(),
        URI.create(sandbox.photoshelter() + "/psapi/v4.0"),
        accounts.photoshelterV4Key(),
        URI.create(sandbox.photoshelter() + "/psapi/v3"),
        accounts.photoshelterV3Key(),
        accounts.photoshelterEmail(),
        accounts.photoshelterPassword(),
        accounts.organizationId());
  }

  private Addresses addresses(Sandbox sandbox, KafkaConnection kafka, Secrets secrets) {
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
