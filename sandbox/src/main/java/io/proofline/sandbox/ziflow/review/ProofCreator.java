package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.model.AccountEntry;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.notification.ProofEventFactory;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Creates proofs from the addresses of files. */
public final class ProofCreator {
  private final AccountStore account;
  private final ZiflowSettings settings;
  private final ProofEventFactory proofEventFactory;
  private final ProofInput fields;
  private final ProofVersionService proofVersionService;
  private final Consumer<Proof> fetch;

  ProofCreator(
      AccountStore account,
      ZiflowSettings settings,
      ProofEventFactory proofEventFactory,
      ProofInput fields,
      ProofVersionService proofVersionService,
      Consumer<Proof> fetch) {
    this.account = account;
    this.settings = settings;
    this.proofEventFactory = proofEventFactory;
    this.fields = fields;
    this.proofVersionService = proofVersionService;
    this.fetch = fetch;
  }

  /**
   * Creates one proof for each input, or with {@code combine} one for all of them. Files are
   * fetched afterwards.
   */
  public List<Proof> create(JsonNode body, Contact user) {
    List<Proof> created;
    synchronized (account) {
      var stageInput = new StageInput(account, settings);
      created =
          inputs(body).stream().map(sources -> newProof(body, sources, user, stageInput)).toList();
      var changes = new ArrayList<>(stageInput.newContacts());
      created.forEach(proof -> changes.addAll(proofVersionService.locksForOlderVersions(proof)));
      created.forEach(proof -> changes.add(new ProofStored(proof)));
      created.forEach(
          proof -> changes.addAll(proofEventFactory.create("created", "created", proof, user)));
      account.commit(changes);
    }
    created.forEach(fetch);
    return created;
  }

  private Proof newProof(
      JsonNode body, List<Proof.Source> sources, Contact user, StageInput stageInput) {
    var id = UUID.randomUUID().toString();
    var owner = RequestInput.text(body.path("owner_email")).map(fields::user).orElse(user);
    return Proof.create(id, place(id, body), owner, user, account.now())
        .copyWith(draft -> {
          draft.name = RequestInput.text(body.path("name")).orElse(sources.getFirst().name());
          draft.passThroughValue = ProofInput.passThrough(body);
          draft.folderId = fields.folder(body);
          draft.lockOnDecisions = body.path("lock_on_decisions").asBoolean(false);
          draft.archived = body.path("archived").asBoolean(false);
          draft.allowSourceDownload = body.path("allow_source_download").asBoolean(true);
          draft.sources = sources;
          draft.stages = stageInput.stages(stages(body), List.of(), owner);
          draft.options = ProofInput.options(body, draft.options);
        });
  }

  private Proof.VersionPosition place(String id, JsonNode body) {
    var isMinor = body.path("minor_version").asBoolean(false);
    return RequestInput.text(body.path("version_previous_id"))
        .map(this::previousVersion)
        .map(each ->
            Proof.VersionPosition.after(
                account.versions(each.setId()).getLast(), each.id(), isMinor))
        .orElseGet(() -> Proof.VersionPosition.first(id, isMinor));
  }

  /** The stages of the body, of a workflow template, or of the template and then the body. */
  private JsonNode stages(JsonNode body) {
    var template = body.path("workflow_template");
    if (!template.isObject()) {
      return body.path("stages");
    }
    settings.checkEnterprise();
    var id = template.path("id").asString("");
    var stages =
        account
            .entry(AccountEntry.Kind.WORKFLOW_TEMPLATE, id)
            .map(each -> each.body().path("stages"))
            .orElseThrow(
                () -> ZiflowApiException.invalid("workflow_template: there is no template " + id));
    return template.path("append_stages").asBoolean(false)
        ? Json.toTree(
            Stream.concat(stages.valueStream(), body.path("stages").valueStream()).toList())
        : stages;
  }

  private Proof previousVersion(String id) {
    try {
      return account.proof(id);
    } catch (ZiflowApiException _) {
      throw ZiflowApiException.invalid("version_previous_id: there is no proof " + id);
    }
  }

  private static List<List<Proof.Source>> inputs(JsonNode body) {
    if (!body.path("input").isArray() || body.path("input").isEmpty()) {
      throw ZiflowApiException.invalid("input: at least one source is needed");
    }
    var sources = body.path("input").valueStream().map(ProofCreator::source).toList();
    return body.path("combine").asBoolean(false)
        ? List.of(sources)
        : sources.stream().map(List::of).toList();
  }

  private static Proof.Source source(JsonNode input) {
    var url =
        RequestInput.text(input.path("source"))
            .filter(ProofCreator::isFetchable)
            .orElseThrow(
                () -> ZiflowApiException.invalid("input: source must be an http or https address"));
    var path = Optional.ofNullable(URI.create(url).getRawPath()).orElse("");
    var name = URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
    return Proof.Source.pending(
        input.path("type").asString("file"), url, name.isEmpty() ? "file" : name);
  }

  private static boolean isFetchable(String url) {
    try {
      return url.matches("(?i)https?://.+") && URI.create(url).getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
