package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates the {@code stages} and {@code members} of a body and merges them with the stored ones.
 * Lists are complete: an omitted id is deleted; an entry with only an id is unchanged.
 *
 * <p>Longer than 300 lines because it reads every form in which clients send stages.
 */
final class StageInput {
  private static final Set<String> NOTIFICATIONS =
      Set.of(
          "all_activity",
          "replies_to_my_comments",
          "decisions",
          "final_decision",
          "hourly_digest",
          "daily_digest",
          "disabled");

  private static final int MOST_DAYS = 100;

  private final AccountStore account;
  private final ZiflowSettings settings;
  private final List<Contact> guests = new ArrayList<>();

  StageInput(AccountStore account, ZiflowSettings settings) {
    this.account = account;
    this.settings = settings;
  }

  /** The contacts that were created for unknown addresses. */
  List<ZiflowChange> newContacts() {
    return guests.stream().<ZiflowChange>map(ContactStored::new).toList();
  }

  List<Stage> stages(JsonNode list, List<Stage> before, Contact owner) {
    if (!list.isArray() || list.isEmpty()) {
      throw ZiflowApiException.invalid("stages: at least one stage is needed");
    }
    var stages =
        IntStream.range(0, list.size())
            .mapToObj(index -> stage(list.get(index), index + 1, before))
            .toList();
    validate(stages, owner);
    return stages;
  }

  private Stage stage(JsonNode entry, int number, List<Stage> before) {
    return RequestInput.text(entry.path("id"))
        .map(id -> updateStage(entry, existing(before, id)))
        .orElseGet(() -> newStage(entry, number));
  }

  List<StageMember> members(JsonNode list, List<StageMember> before) {
    if (!list.isArray()) {
      throw ZiflowApiException.invalid("members: a list is needed");
    }
    return list.valueStream().map(entry -> member(entry, before)).toList();
  }

  void validate(List<Stage> stages, Contact owner) {
    if (stages.size() > settings.edition().stages()) {
      throw new ZiflowApiException(
          settings.refusal(),
          "stages: this edition allows %d for each proof".formatted(settings.edition().stages()));
    }
    stages.forEach(stage -> checkReferences(stage, stages));
    var members = stages.stream().flatMap(stage -> stage.members().stream());
    if (members.noneMatch(stageMember -> stageMember.contactId().equals(owner.id()))) {
      throw ZiflowApiException.invalid(
          "stages: at least one stage must have the owner %s among its members"
              .formatted(owner.email()));
    }
  }

  /** Refuses a stage that refers to another unless exactly one stage has that name or id. */
  private static void checkReferences(Stage stage, List<Stage> stages) {
    var trigger = stage.options().path("stage_trigger");
    var lock = stage.options().path("lock");
    Stream.of(trigger.path("trigger_id"), lock.path("next_stage_id"), lock.path("next_stage_name"))
        .flatMap(named -> RequestInput.text(named).stream())
        .filter(named -> stages.stream().filter(each -> each.hasIdOrName(named)).count() != 1)
        .findFirst()
        .ifPresent(named -> {
          throw ZiflowApiException.invalid("stages: %s is not one stage".formatted(named));
        });
    if (trigger.path("deadline").path("days").asInt(0) > MOST_DAYS) {
      throw ZiflowApiException.invalid(
          "stage_trigger: deadline is at most %d days".formatted(MOST_DAYS));
    }
  }

  private Stage newStage(JsonNode entry, int number) {
    var name = RequestInput.text(entry.path("name")).orElseGet(() -> defaultName(number));
    var members = members(entry.path("members"), List.of());
    return Stage.create(name, options(entry, Json.tree("{}")))
        .copyWith(draft -> {
          draft.deadline = deadline(entry);
          draft.previousId = RequestInput.text(entry.path("stage_previous_id")).orElse(null);
          draft.finalStatus = finalStatus(entry.path("final_status_calculation"), members);
          draft.members = members;
        });
  }

  private String defaultName(int number) {
    if (settings.stageNamesRequired()) {
      throw ZiflowApiException.invalid("stages: name is missing");
    }
    return "Stage " + number;
  }

  Stage updateStage(JsonNode entry, Stage before) {
    var members =
        entry.has("members") ? members(entry.path("members"), before.members()) : before.members();
    return before.copyWith(draft -> {
      draft.name = RequestInput.text(entry.path("name")).orElse(before.name());
      if (entry.has("deadline") && !Objects.equals(deadline(entry), before.deadline())) {
        checkDeadline(before);
        draft.deadline = deadline(entry);
        draft.passedAt = null;
      }
      if (entry.has("final_status_calculation")) {
        draft.finalStatus = finalStatus(entry.path("final_status_calculation"), members);
      }
      draft.locked = entry.path("status").path("locked").asBoolean(before.locked());
      draft.options = options(entry, before.options());
      draft.members = members;
    });
  }

  private static @Nullable String deadline(JsonNode entry) {
    try {
      return RequestInput.text(entry.path("deadline"))
          .map(text -> ProofJson.date(OffsetDateTime.parse(text).toInstant()))
          .orElse(null);
    } catch (DateTimeParseException _) {
      throw ZiflowApiException.invalid("deadline: a date and time as 2026-05-01T12:00:00.000Z");
    }
  }

  private static void checkDeadline(Stage stage) {
    if (!stage.started() && !stage.startsImmediately()) {
      throw ZiflowApiException.invalid("deadline: this stage has not started and does not at once");
    }
  }

  private JsonNode options(JsonNode entry, JsonNode before) {
    var options = (ObjectNode) before.deepCopy();
    for (var name :
        List.of(
            "lock",
            "skip",
            "stage_trigger",
            "allow_private_comments",
            "allow_public_comments",
            "send_new_proof_email")) {
      if (entry.has(name)) {
        checkEdition(name, entry.path(name));
        options.set(name, entry.path(name));
      }
    }
    return options;
  }

  private void checkEdition(String name, JsonNode value) {
    var trigger = value.path("trigger").path("type").asString("immediately");
    var skip = name.equals("skip") && !value.asString("never").equals("never");
    var lock = name.equals("lock") && RequestInput.text(value.path("type")).isPresent();
    if (skip || lock || !trigger.equals("immediately")) {
      settings.checkEnterprise();
    }
  }

  private Stage.FinalStatus finalStatus(JsonNode wanted, List<StageMember> members) {
    var kind = kind(wanted.path("type").asString("all_decisions"));
    if (kind != Stage.FinalStatus.Kind.PRIMARY_DECISION_MAKER) {
      return new Stage.FinalStatus(kind, null);
    }
    settings.checkEnterprise();
    var primary =
        RequestInput.text(wanted.path("reviewer_id"))
            .or(() -> RequestInput.text(wanted.path("reviewer_email")))
            .orElse("");
    return new Stage.FinalStatus(
        kind,
        members.stream()
            .filter(stageMember -> isMember(stageMember, primary))
            .map(StageMember::id)
            .findFirst()
            .orElseThrow(
                () -> ZiflowApiException.invalid("final_status_calculation: no such reviewer")));
  }

  private static Stage.FinalStatus.Kind kind(String type) {
    try {
      return Stage.FinalStatus.Kind.valueOf(type.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw ZiflowApiException.invalid("final_status_calculation: unknown type " + type);
    }
  }

  private StageMember member(JsonNode entry, List<StageMember> before) {
    var known =
        RequestInput.text(entry.path("id"))
            .or(() -> RequestInput.text(entry.path("email")))
            .flatMap(id -> before.stream().filter(each -> isMember(each, id)).findFirst());
    if (known.isPresent()) {
      return known
          .get()
          .withRights(
              rights(entry, known.get().rights()), notification(entry, known.get().notification()));
    }
    var email =
        RequestInput.text(entry.path("email"))
            .orElseThrow(
                () -> ZiflowApiException.invalid("members: email is missing or the id is unknown"));
    return StageMember.create(
        contact(email).id(),
        rights(entry, new StageMember.Rights(true, false, false, false)),
        notification(entry, "hourly_digest"));
  }

  private boolean isMember(StageMember stageMember, String idOrEmail) {
    return stageMember.id().equals(idOrEmail)
        || account
            .contact(stageMember.contactId())
            .filter(contact -> contact.hasIdOrEmail(idOrEmail))
            .isPresent();
  }

  private static StageMember.Rights rights(JsonNode entry, StageMember.Rights before) {
    return new StageMember.Rights(
        entry.path("comment").asBoolean(before.comment()),
        entry.path("decision").asBoolean(before.decision()),
        entry.path("manage").asBoolean(before.manage()),
        entry.path("share").asBoolean(before.share()));
  }

  private static String notification(JsonNode entry, String before) {
    var mails = RequestInput.text(entry.path("notification")).orElse(before);
    if (!NOTIFICATIONS.contains(mails)) {
      throw ZiflowApiException.invalid("members: unknown notification " + mails);
    }
    return mails;
  }

  /** The contact with an address; an unknown address becomes a guest. */
  private Contact contact(String email) {
    return account
        .contact(email)
        .or(() -> guests.stream().filter(guest -> guest.hasIdOrEmail(email)).findFirst())
        .orElseGet(() -> guest(email));
  }

  private Contact guest(String email) {
    if (!email.contains("@")) {
      throw ZiflowApiException.invalid("members: %s is not an e-mail address".formatted(email));
    }
    var name = email.substring(0, email.indexOf('@')).split("[._-]", 2);
    var guest =
        Contact.of(
            Contact.Type.GUEST,
            capital(name[0]),
            name.length > 1 ? capital(name[1]) : "",
            email,
            List.of("guest"));
    guests.add(guest);
    return guest;
  }

  private static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static Stage existing(List<Stage> before, String id) {
    return before.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> ZiflowApiException.invalid("stages: there is no stage " + id));
  }
}
