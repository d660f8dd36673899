package io.proofline.sandbox.ziflow.notification;

import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.MailStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.model.Comment;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Mail;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which mails the members of a proof get. Reviewers get an invitation unless the creator or
 * the stage suppresses it. They get mails about the actions of others at once, in a digest or
 * never, by their {@code notification} setting.
 */
public final class MailNotifier {
  private static final int HOURS_OF_A_DAY = 24;

  private final AccountStore account;
  private final ZiflowSettings settings;

  public MailNotifier(AccountStore account, ZiflowSettings settings) {
    this.account = account;
    this.settings = settings;
  }

  /** The invitations of all members of a stage that starts. */
  public List<ZiflowChange> mailsForStageStart(Proof proof, Stage stage) {
    if (suppresses(proof, "suppress_creation_email")
        || !stage.options().path("send_new_proof_email").asBoolean(true)) {
      return List.of();
    }
    var isNewVersion = proof.versionPreviousId() != null;
    var kind = isNewVersion ? Mail.Kind.NEW_VERSION : Mail.Kind.NEW_PROOF;
    return invitationMails(proof, stage.members().stream(), kind, "Please review " + proof.name());
  }

  /** The invitations of members who were added to a running stage. */
  public List<ZiflowChange> mailsForNewMembers(Proof proof, List<StageMember> members) {
    return invitationMails(
        proof,
        members.stream(),
        Mail.Kind.ADDED_TO_STAGE,
        "You were added to the review of " + proof.name());
  }

  public List<ZiflowChange> mailsForDecision(Proof proof, Contact actor, Decision decision) {
    var subject = "%s: %s".formatted(proof.name(), decision.displayName());
    return activityMails(
        proof, actor, Mail.Kind.DECISION, Set.of("all_activity", "decisions"), subject, Set.of());
  }

  /** The mails about a final verdict, to all members except the one who made the last decision. */
  public List<ZiflowChange> mailsForVerdict(Proof proof, Contact actor, Decision verdict) {
    if (suppresses(proof, "suppress_all_emails")) {
      return List.of();
    }
    var subject = "%s is decided: %s".formatted(proof.name(), verdict.displayName());
    return readers(proof, actor)
        .filter(each -> each.notification().equals("final_decision"))
        .map(each -> mail(address(each), account.now(), proof, Mail.Kind.FINAL_DECISION, subject))
        .toList();
  }

  /**
   * The mails that a new comment causes.
   *
   * @param repliedTo the author of the comment that is replied to
   * @param mentioned the mentioned people, who get a mail regardless of their notification setting
   */
  public List<ZiflowChange> mailsForComment(
      Proof proof,
      Contact actor,
      Comment comment,
      @Nullable String repliedTo,
      Set<String> mentioned) {
    var subject = "%s: %s".formatted(proof.name(), comment.text());
    var named =
        mentioned.stream()
            .filter(email -> !email.equals(actor.email()))
            .map(email -> mail(email, account.now(), proof, Mail.Kind.MENTION, subject));
    var others =
        activityMails(proof, actor, Mail.Kind.COMMENT, Set.of("all_activity"), subject, mentioned)
            .stream();
    var replied =
        readers(proof, actor)
            .filter(each -> each.notification().equals("replies_to_my_comments"))
            .map(this::address)
            .filter(email -> email.equals(repliedTo) && !mentioned.contains(email))
            .map(email -> mail(email, account.now(), proof, Mail.Kind.REPLY, subject));
    return Stream.of(named, others, replied).flatMap(each -> each).toList();
  }

  private List<ZiflowChange> invitationMails(
      Proof proof, Stream<StageMember> members, Mail.Kind kind, String subject) {
    if (suppresses(proof, "suppress_all_emails")) {
      return List.of();
    }
    return members
        .map(this::address)
        .distinct()
        .map(email -> mail(email, account.now(), proof, kind, subject))
        .toList();
  }

  private List<ZiflowChange> activityMails(
      Proof proof,
      Contact actor,
      Mail.Kind kind,
      Set<String> atOnce,
      String subject,
      Set<String> without) {
    if (suppresses(proof, "suppress_all_emails")) {
      return List.of();
    }
    return readers(proof, actor)
        .filter(each -> !without.contains(address(each)))
        .flatMap(each ->
            atOnce.contains(each.notification())
                ? Stream.of(mail(address(each), account.now(), proof, kind, subject))
                : digest(proof, each).stream())
        .toList();
  }

  /** The next digest; empty if one is already waiting, which will include this change. */
  private Optional<ZiflowChange> digest(Proof proof, StageMember stageMember) {
    var email = address(stageMember);
    return period(stageMember.notification())
        .map(this::next)
        .filter(at ->
            account.mails(proof.id()).stream()
                .noneMatch(mail ->
                    mail.kind() == Mail.Kind.DIGEST
                        && mail.to().equals(email)
                        && mail.at().equals(at)))
        .map(at -> mail(email, at, proof, Mail.Kind.DIGEST, "Activity on " + proof.name()));
  }

  private Optional<Duration> period(String notification) {
    return switch (notification) {
      case "hourly_digest" -> Optional.of(settings.digest());
      case "daily_digest" -> Optional.of(settings.digest().multipliedBy(HOURS_OF_A_DAY));
      default -> Optional.empty();
    };
  }

  private Instant next(Duration period) {
    var millis = period.toMillis();
    return Instant.ofEpochMilli((account.now().toEpochMilli() / millis + 1) * millis);
  }

  /** One membership of each person other than the actor. */
  private static Stream<StageMember> readers(Proof proof, Contact actor) {
    return proof
        .members()
        .filter(each -> !each.contactId().equals(actor.id()))
        .collect(Collectors.toMap(StageMember::contactId, each -> each, (first, _) -> first))
        .values()
        .stream();
  }

  private ZiflowChange mail(String to, Instant at, Proof proof, Mail.Kind kind, String subject) {
    var text = "%s%nhttps://sandbox.example/proofs/%s".formatted(subject, proof.id());
    return new MailStored(
        new Mail(UUID.randomUUID().toString(), at, to, proof.id(), kind, subject, text));
  }

  private String address(StageMember stageMember) {
    return account.contact(stageMember.contactId()).map(Contact::email).orElseThrow();
  }

  private static boolean suppresses(Proof proof, String option) {
    return proof.options().path(option).asBoolean(false)
        || proof.options().path("suppress_all_emails").asBoolean(false);
  }
}
