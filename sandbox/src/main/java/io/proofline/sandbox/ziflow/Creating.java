package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofStored;
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

/** New proofs from addresses of files. */
final class Creating {
  private final Desk desk;
  private final ZiflowSettings settings;
  private final Events events;
  private final ProofFields fields;
  private final Versions versions;
  private final Consumer<Proof> fetch;

  Creating(
      Desk desk,
      ZiflowSettings settings,
      Events events,
      ProofFields fields,
      Versions versions,
      Consumer<Proof> fetch) {
    this.desk = desk;
    this.settings = settings;
    this.events = events;
    this.fields = fields;
    this.versions = versions;
    this.fetch = fetch;
  }

  /**
   * One proof for each input, or one for all of them with {@code combine}; files are fetched
   * afterwards.
   */
  List<Proof> create(JsonNode body, Contact user) {
    List<Proof> created;
    synchronized (desk) {
      var stageInput = new StageInput(desk, settings);
      created =
          inputs(body).stream().map(sources -> newProof(body, sources, user, stageInput)).toList();
      var changes = new ArrayList<>(stageInput.newContacts());
      created.forEach(proof -> changes.addAll(versions.locksOfOlder(proof)));
      created.forEach(proof -> changes.add(new ProofStored(proof)));
      created.forEach(proof -> changes.addAll(events.of("created", "created", proof, user)));
      desk.change(changes);
    }
    created.forEach(fetch);
    return created;
  }

  private Proof newProof(
      JsonNode body, List<Proof.Source> sources, Contact user, StageInput stageInput) {
    var id = UUID.randomUUID().toString();
    var owner = Input.text(body.path("owner_email")).map(fields::user).orElse(user);
    return Proof.begun(id, place(id, body), owner, user, desk.now())
        .edit(draft -> {
          draft.name = Input.text(body.path("name")).orElse(sources.getFirst().name());
          draft.passThroughValue = ProofFields.passThrough(body);
          draft.folderId = fields.folder(body);
          draft.lockOnDecisions = body.path("lock_on_decisions").asBoolean(false);
          draft.archived = body.path("archived").asBoolean(false);
          draft.allowSourceDownload = body.path("allow_source_download").asBoolean(true);
          draft.sources = sources;
          draft.stages = stageInput.stages(stages(body), List.of(), owner);
          draft.options = ProofFields.options(body, draft.options);
        });
  }

  private Proof.Place place(String id, JsonNode body) {
    var isMinor = body.path("minor_version").asBoolean(false);
    return Input.text(body.path("version_previous_id"))
        .map(this::previous)
        .map(each -> Proof.Place.after(desk.versions(each.setId()).getLast(), each.id(), isMinor))
        .orElseGet(() -> Proof.Place.first(id, isMinor));
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
        desk.entry(Entry.Shelf.WORKFLOW_TEMPLATE, id)
            .map(each -> each.body().path("stages"))
            .orElseThrow(() -> Refused.invalid("workflow_template: there is no template " + id));
    return template.path("append_stages").asBoolean(false)
        ? Json.toTree(
            Stream.concat(stages.valueStream(), body.path("stages").valueStream()).toList())
        : stages;
  }

  private Proof previous(String id) {
    try {
      return desk.proof(id);
    } catch (Refused _) {
      throw Refused.invalid("version_previous_id: there is no proof " + id);
    }
  }

  private static List<List<Proof.Source>> inputs(JsonNode body) {
    if (!body.path("input").isArray() || body.path("input").isEmpty()) {
      throw Refused.invalid("input: at least one source is needed");
    }
    var sources = body.path("input").valueStream().map(Creating::source).toList();
    return body.path("combine").asBoolean(false)
        ? List.of(sources)
        : sources.stream().map(List::of).toList();
  }

  private static Proof.Source source(JsonNode input) {
    var url =
        Input.text(input.path("source"))
            .filter(Creating::isFetchable)
            .orElseThrow(() -> Refused.invalid("input: source must be an http or https address"));
    var path = Optional.ofNullable(URI.create(url).getRawPath()).orElse("");
    var name = URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
    return Proof.Source.awaited(
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
