package io.proofline.sandbox;

import io.javalin.config.JavalinConfig;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.photoshelter.Account;
import io.proofline.sandbox.photoshelter.PhotoShelterSimulator;
import io.proofline.sandbox.watch.CallJournal;
import io.proofline.sandbox.watch.Expectations;
import io.proofline.sandbox.watch.Mail;
import io.proofline.sandbox.watch.Oracle;
import io.proofline.sandbox.watch.WatchAdmin;
import io.proofline.sandbox.web.Chance.Target;
import io.proofline.sandbox.web.Door;
import io.proofline.sandbox.web.Faults;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.Revision;
import io.proofline.sandbox.ziflow.ZiflowSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Both simulators and their pages in this process, on three ports, over one data directory. */
public final class Sandbox implements AutoCloseable {
  private static final int JOURNAL_ENTRIES = 50_000;

  /** What is kept of the accounts; ids that no client needs are in it too. */
  private record Kept(Account photoshelter, String ziflowApiKey) {}

  private final Kept kept;
  private final PhotoShelterSimulator photoshelter;
  private final ZiflowSimulator ziflow;
  private final CompletableFuture<Door> photoshelterDoor = new CompletableFuture<>();
  private final CompletableFuture<Door> ziflowDoor = new CompletableFuture<>();
  private final CompletableFuture<Door> pagesDoor = new CompletableFuture<>();
  private final Faults photoshelterFaults =
      new Faults(Set.of(Target.CALL, Target.SEARCH, Target.SESSION));
  private final Faults ziflowFaults = new Faults(Set.of(Target.CALL, Target.SEARCH, Target.EVENT));
  private final CallJournal calls;
  private final Oracle oracle;
  private final Expectations expectations;
  private final Site site;

  private Sandbox(SandboxSettings settings) {
    var revision = new Revision();
    var clock = Clock.systemUTC();
    this.kept = accounts(settings.data());
    this.site = new Site(revision);
    this.photoshelter =
        PhotoShelterSimulator.open(
            settings.data(),
            settings.photoshelter(),
            kept.photoshelter(),
            clock,
            revision,
            this::photoshelter);
    this.ziflow =
        ZiflowSimulator.open(
            settings.data(),
            settings.ziflow(),
            kept.ziflowApiKey(),
            SandboxAccounts.ZIFLOW_USER,
            clock,
            revision,
            new ZiflowSimulator.Addresses(this::ziflow, this::pages));
    photoshelter.fillTo(settings.stock().assets());
    ziflow.fillTo(settings.stock().proofs());
    this.calls = new CallJournal(JOURNAL_ENTRIES, clock);
    this.expectations = new Expectations(photoshelter.shelves(), ziflow::markedProofs, this::mails);
    this.oracle =
        new Oracle(
            calls, List.of(photoshelter::complaints, ziflow::complaints, expectations::complaints));
    photoshelter.troubledBy(photoshelterFaults);
    ziflow.troubledBy(ziflowFaults);
    photoshelter.onEffect((change, id) -> calls.effect("photoshelter", change, id));
    ziflow.onEffect((change, id) -> calls.effect("ziflow", change, id));
  }

  /**
   * Returns when all three ports listen. An empty data directory is filled with the sample
   * photographs.
   */
  public static Sandbox start(SandboxSettings settings) {
    System.setProperty("java.awt.headless", "true");
    var sandbox = new Sandbox(settings);
    try {
      sandbox.listen(settings);
      return sandbox;
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  /** Origin of {@code /psapi/v3} and {@code /psapi/v4.0}. */
  public URI photoshelter() {
    return photoshelterDoor.join().address();
  }

  /** Origin of {@code /v1}. */
  public URI ziflow() {
    return ziflowDoor.join().address();
  }

  /** Origin of the pages for people and of {@code /admin} for tests. */
  public URI pages() {
    return pagesDoor.join().address();
  }

  public SandboxAccounts accounts() {
    var account = kept.photoshelter();
    return new SandboxAccounts(
        account.v3Key(),
        account.v4Key(),
        account.email(),
        account.password(),
        account.organizationId(),
        kept.ziflowApiKey());
  }

  @Override
  public void close() {
    close(pagesDoor.getNow(null));
    close(ziflowDoor.getNow(null));
    close(photoshelterDoor.getNow(null));
    ziflow.close();
    photoshelter.close();
  }

  private void listen(SandboxSettings settings) {
    pagesDoor.complete(Door.open(settings.host(), settings.pagesPort(), this::servePages));
    photoshelterDoor.complete(
        Door.open(
            settings.host(),
            settings.photoshelterPort(),
            config -> {
              calls.addTo(config, "photoshelter", photoshelter::trespass, photoshelter::asset);
              photoshelterFaults.addTo(config);
              photoshelter.serve(config);
            }));
    ziflowDoor.complete(
        Door.open(
            settings.host(),
            settings.ziflowPort(),
            config -> {
              calls.addTo(config, "ziflow", ziflow::trespass, ziflow::asset);
              ziflowFaults.addTo(config);
              ziflow.serve(config);
            }));
    ziflow.begin();
  }

  private void servePages(JavalinConfig config) {
    site.serve(config);
    photoshelter.servePages(config, site);
    ziflow.servePages(config, site);
    new WatchAdmin(calls, oracle, expectations).addTo(config.routes);
    new FaultsAdmin(photoshelterFaults, ziflowFaults, site).addTo(config.routes);
    config.routes.get("/admin/accounts", call -> Site.json(call, accountsForTests()));
  }

  private List<Mail> mails() {
    return ziflow.mails().stream()
        .map(mail -> new Mail(mail.to(), mail.at(), mail.proofId()))
        .toList();
  }

  private Object accountsForTests() {
    return Json.object(
        "photoshelter", photoshelter().toString(),
        "ziflow", ziflow().toString(),
        "ziflow_user", SandboxAccounts.ZIFLOW_USER,
        "accounts", accounts());
  }

  private static void close(@Nullable Door door) {
    if (door != null) {
      door.close();
    }
  }

  private static Kept accounts(Path data) {
    var file = data.resolve("accounts.json");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(data);
        var fresh = new Kept(Account.generated(), UUID.randomUUID().toString());
        Files.writeString(file, Json.write(fresh));
      }
      return Json.read(Files.readString(file), Kept.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
