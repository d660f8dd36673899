package io.proofline.sandbox;

import io.javalin.config.JavalinConfig;
import io.proofline.sandbox.oracle.CallJournal;
import io.proofline.sandbox.oracle.Oracle;
import io.proofline.sandbox.oracle.OracleAdmin;
import io.proofline.sandbox.oracle.OracleExpectations;
import io.proofline.sandbox.oracle.ReceivedMail;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.photoshelter.PhotoShelterSimulator;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.web.ChangeCounter;
import io.proofline.sandbox.web.FaultInjector;
import io.proofline.sandbox.web.JavalinServer;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RandomFault.Target;
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

/**
 * Runs both simulators and their pages in this process, on three ports, over one data directory.
 */
public final class Sandbox implements AutoCloseable {
  private static final int JOURNAL_ENTRIES = 50_000;

  /** The stored form of both accounts, with ids that no client needs. */
  private record StoredAccounts(PhotoShelterAccount photoshelter, String ziflowApiKey) {}

  private final StoredAccounts storedAccounts;
  private final PhotoShelterSimulator photoshelter;
  private final ZiflowSimulator ziflow;
  private final CompletableFuture<JavalinServer> photoshelterServer = new CompletableFuture<>();
  private final CompletableFuture<JavalinServer> ziflowServer = new CompletableFuture<>();
  private final CompletableFuture<JavalinServer> pagesServer = new CompletableFuture<>();
  private final FaultInjector photoshelterFaults =
      new FaultInjector(Set.of(Target.CALL, Target.SEARCH, Target.SESSION));
  private final FaultInjector ziflowFaults =
      new FaultInjector(Set.of(Target.CALL, Target.SEARCH, Target.EVENT));
  private final CallJournal calls;
  private final Oracle oracle;
  private final OracleExpectations oracleExpectations;
  private final PageRenderer pageRenderer;

  private Sandbox(SandboxSettings settings) {
    var changeCounter = new ChangeCounter();
    var clock = Clock.systemUTC();
    this.storedAccounts = accounts(settings.data());
    this.pageRenderer = new PageRenderer(changeCounter);
    this.photoshelter =
        PhotoShelterSimulator.open(
            settings.data(),
            settings.photoshelter(),
            storedAccounts.photoshelter(),
            clock,
            changeCounter,
            this::photoshelter);
    this.ziflow =
        ZiflowSimulator.open(
            settings.data(),
            settings.ziflow(),
            storedAccounts.ziflowApiKey(),
            SandboxCredentials.ZIFLOW_USER,
            clock,
            changeCounter,
            new ZiflowSimulator.Addresses(this::ziflow, this::pages));
    photoshelter.seedUpTo(settings.seedVolume().assets());
    ziflow.seedUpTo(settings.seedVolume().proofs());
    this.calls = new CallJournal(JOURNAL_ENTRIES, clock);
    this.oracleExpectations =
        new OracleExpectations(photoshelter.libraryView(), ziflow::markedProofs, this::mails);
    this.oracle =
        new Oracle(
            calls,
            List.of(photoshelter::violations, ziflow::violations, oracleExpectations::violations));
    photoshelter.injectFaults(photoshelterFaults);
    ziflow.injectFaults(ziflowFaults);
    photoshelter.onEffect((change, id) -> calls.recordEffect("photoshelter", change, id));
    ziflow.onEffect((change, id) -> calls.recordEffect("ziflow", change, id));
  }

  /**
   * Starts the sandbox and returns when all three ports listen. An empty data directory is filled
   * with the sample photographs.
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
    return photoshelterServer.join().address();
  }

  /** Origin of {@code /v1}. */
  public URI ziflow() {
    return ziflowServer.join().address();
  }

  /** Origin of the pages for people and of {@code /admin} for tests. */
  public URI pages() {
    return pagesServer.join().address();
  }

  public SandboxCredentials accounts() {
    var photoShelterAccount = storedAccounts.photoshelter();
    return new SandboxCredentials(
        photoShelterAccount.v3Key(),
        photoShelterAccount.v4Key(),
        photoShelterAccount.email(),
        photoShelterAccount.password(),
        photoShelterAccount.organizationId(),
        storedAccounts.ziflowApiKey());
  }

  @Override
  public void close() {
    close(pagesServer.getNow(null));
    close(ziflowServer.getNow(null));
    close(photoshelterServer.getNow(null));
    ziflow.close();
    photoshelter.close();
  }

  private void listen(SandboxSettings settings) {
    pagesServer.complete(
        JavalinServer.open(settings.host(), settings.pagesPort(), this::servePages));
    photoshelterServer.complete(
        JavalinServer.open(
            settings.host(),
            settings.photoshelterPort(),
            config -> {
              calls.addTo(
                  config, "photoshelter", photoshelter::forbiddenWrite, photoshelter::assetOf);
              photoshelterFaults.addTo(config);
              photoshelter.serve(config);
            }));
    ziflowServer.complete(
        JavalinServer.open(
            settings.host(),
            settings.ziflowPort(),
            config -> {
              calls.addTo(config, "ziflow", ziflow::forbiddenWrite, ziflow::assetOf);
              ziflowFaults.addTo(config);
              ziflow.serve(config);
            }));
    ziflow.start();
  }

  private void servePages(JavalinConfig config) {
    pageRenderer.serve(config);
    photoshelter.servePages(config, pageRenderer, ziflow::proofsMentioning);
    ziflow.servePages(config, pageRenderer, photoshelter::isMedia);
    new OracleAdmin(calls, oracle, oracleExpectations).addTo(config.routes);
    new FaultAdmin(photoshelterFaults, ziflowFaults, pageRenderer).addTo(config.routes);
    config.routes.get("/admin/accounts", call -> PageRenderer.sendJson(call, accountsForTests()));
  }

  private List<ReceivedMail> mails() {
    return ziflow.mails().stream()
        .map(mail -> new ReceivedMail(mail.to(), mail.at(), mail.proofId()))
        .toList();
  }

  private Object accountsForTests() {
    return Json.object(
        "photoshelter", photoshelter().toString(),
        "ziflow", ziflow().toString(),
        "ziflow_user", SandboxCredentials.ZIFLOW_USER,
        "accounts", accounts());
  }

  private static void close(@Nullable JavalinServer server) {
    if (server != null) {
      server.close();
    }
  }

  private static StoredAccounts accounts(Path data) {
    var file = data.resolve("accounts.json");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(data);
        var fresh =
            new StoredAccounts(PhotoShelterAccount.generate(), UUID.randomUUID().toString());
        Files.writeString(file, Json.write(fresh));
      }
      return Json.read(Files.readString(file), StoredAccounts.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
