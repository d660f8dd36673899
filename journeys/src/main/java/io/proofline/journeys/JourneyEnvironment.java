package io.proofline.journeys;

import java.util.LinkedHashSet;
import java.util.Set;

/** Clients of one installation, and the photographs that journeys have claimed there. */
final class JourneyEnvironment implements AutoCloseable {

  private final JourneyHttpClient journeyHttpClient = new JourneyHttpClient();
  private final DemoAddresses addresses;
  private final PollingWait polling;
  private final LibraryClient library;
  private final UploadClient uploads;
  private final ProofingClient proofing;
  private final HookClient hook;
  private final OperatorClient operator;
  private final FaultInjectionClient faults;
  private final Set<String> claimedPhotographs = new LinkedHashSet<>();

  JourneyEnvironment(DemoAddresses at, PollingWait pollingWait) {
    this.addresses = at;
    this.polling = pollingWait;
    this.library = new LibraryClient(journeyHttpClient, at);
    this.uploads = new UploadClient(journeyHttpClient, at);
    this.proofing = new ProofingClient(journeyHttpClient, at);
    this.hook = new HookClient(journeyHttpClient, at);
    this.operator = new OperatorClient(at);
    this.faults = new FaultInjectionClient(journeyHttpClient, at);
  }

  DemoAddresses addresses() {
    return addresses;
  }

  LibraryClient library() {
    return library;
  }

  UploadClient uploads() {
    return uploads;
  }

  ProofingClient proofing() {
    return proofing;
  }

  HookClient hook() {
    return hook;
  }

  OperatorClient operator() {
    return operator;
  }

  FaultInjectionClient faults() {
    return faults;
  }

  PollingWait polling() {
    return polling;
  }

  /** The full address of a page. */
  String pageAddress(SandboxPage sandboxPage, JourneyRun journeyRun) {
    return addresses.sandbox() + sandboxPage.path(journeyRun);
  }

  /** All photographs that journeys have sent to review so far. */
  Set<String> claimedPhotographs() {
    return Set.copyOf(claimedPhotographs);
  }

  /** Reserves a photograph for one journey. */
  void claimPhotograph(String photograph) {
    claimedPhotographs.add(photograph);
  }

  @Override
  public void close() {
    operator.close();
    journeyHttpClient.close();
  }
}
