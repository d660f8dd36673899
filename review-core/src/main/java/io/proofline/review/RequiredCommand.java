package io.proofline.review;

import io.proofline.policy.FieldText;
import io.proofline.policy.Route;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that is missing: the call that would bring it. Long, since each call is a record with
 * its key and target.
 */
public sealed interface RequiredCommand {

  /** The call's kind. */
  CommandKind kind();

  /** What of this kind it is about: of one kind and key, one is asked at a time. */
  String key();

  /** What would be reached: asked once, and again only for another target or a further round. */
  String target();

  /** It takes out of use: it waits for no other call. */
  default boolean withdraws() {
    return false;
  }

  /** Who is asked. */
  enum TargetSystem {
    ZIFLOW,
    LIBRARY,
    PROOF_RATE_LIMIT
  }

  /** Kinds of calls. */
  enum CommandKind {
    TURN(TargetSystem.PROOF_RATE_LIMIT, false, false),
    READ_ASSET(TargetSystem.LIBRARY, false, false),
    READ_PROOF(TargetSystem.ZIFLOW, false, false),
    FINGERPRINT(TargetSystem.LIBRARY, false, false),
    ENSURE_CONTAINER(TargetSystem.LIBRARY, false, true),
    CREATE_PROOF(TargetSystem.ZIFLOW, true, true),
    UPDATE_STAGES(TargetSystem.ZIFLOW, true, false),
    DELETE_PROOF(TargetSystem.ZIFLOW, true, false),
    WRITE_FIELDS(TargetSystem.LIBRARY, true, true),
    ENTER_GALLERY(TargetSystem.LIBRARY, true, true),
    LEAVE_GALLERY(TargetSystem.LIBRARY, true, true),
    DROP_KEYWORDS(TargetSystem.LIBRARY, true, true),
    FILE_FINAL(TargetSystem.LIBRARY, true, true);

    private final TargetSystem targetSystem;
    private final boolean changes;
    private final boolean repeatable;

    CommandKind(TargetSystem targetSystem, boolean changes, boolean again) {
      this.targetSystem = targetSystem;
      this.changes = changes;
      this.repeatable = again;
    }

    TargetSystem targetSystem() {
      return targetSystem;
    }

    /** It changes what is the asset's: one of these at a time for each that is asked. */
    boolean changes() {
      return changes;
    }

    /** What was done once is done again where it is needed again. */
    boolean repeatable() {
      return repeatable;
    }
  }

  /**
   * Leave to open a proof.
   *
   * @param waits false for what a person selected: it counts, and does not wait
   * @param perHour the limit; null for none
   */
  record ProofPermit(int version, boolean waits, @Nullable Integer perHour)
      implements RequiredCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.TURN;
    }

    @Override
    public String key() {
      return Integer.toString(version);
    }

    @Override
    public String target() {
      return "turn";
    }
  }

  /** The asset itself; {@code reading} counts the reasons to look. */
  record ReadAsset(int reading) implements RequiredCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.READ_ASSET;
    }

    @Override
    public String key() {
      return "asset";
    }

    @Override
    public String target() {
      return "reading " + reading;
    }
  }

  /** What a proof's state is; {@code reading} counts the reasons to look. */
  record ReadProof(String proofId, int reading) implements RequiredCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.READ_PROOF;
    }

    @Override
    public String key() {
      return proofId;
    }

    @Override
    public String target() {
      return "reading " + reading;
    }
  }

  /** What the asset's file is now; {@code look} counts the reasons to look. */
  record Fingerprint(int look) implements RequiredCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.FINGERPRINT;
    }

    @Override
    public String key() {
      return "file";
    }

    @Override
    public String target() {
      return "look " + look;
    }
  }

  /** A container by its path; {@code hidden} from all outside when it has to be made. */
  record EnsureContainer(ContainerKind container, String path, boolean hidden)
      implements RequiredCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.ENSURE_CONTAINER;
    }

    @Override
    public String key() {
      return container + "/" + path;
    }

    @Override
    public String target() {
      return path;
    }
  }

  /**
   * A proof of a version of the asset.
   *
   * @param selection counts the selections
   * @param previousId proof that this becomes the next version of; null for a first
   * @param name with names of library fields that the worker fills
   * @param folderId null for none
   * @param stages those that are asked at the start
   */
  record CreateProof(
      int version,
      int selection,
      @Nullable String previousId,
      String name,
      @Nullable String folderId,
      Route route,
      List<StageWithDeadline> stages)
      implements RequiredCommand {

    public CreateProof {
      stages = List.copyOf(stages);
    }

    @Override
    public CommandKind kind() {
      return CommandKind.CREATE_PROOF;
    }

    @Override
    public String key() {
      return Integer.toString(version);
    }

    @Override
    public String target() {
      return "wish " + selection;
    }
  }

  /**
   * A stage, and when it shall be decided.
   *
   * @param deadline null for never
   */
  record StageWithDeadline(Route.Stage stage, @Nullable Instant deadline) {}

  /** Stages that a living proof lacks, and those that it has and shall not have. */
  record UpdateStages(String proofId, Route route, List<StageWithDeadline> add, List<String> drop)
      implements RequiredCommand {

    public UpdateStages {
      add = List.copyOf(add);
      drop = List.copyOf(drop);
    }

    @Override
    public CommandKind kind() {
      return CommandKind.UPDATE_STAGES;
    }

    @Override
    public String key() {
      return proofId;
    }

    @Override
    public String target() {
      var added = add.stream().map(t -> t.stage().name()).toList();
      return "add %s, drop %s".formatted(added, drop);
    }
  }

  /** A proof that is to be no more. */
  record DeleteProof(String proofId) implements RequiredCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.DELETE_PROOF;
    }

    @Override
    public String key() {
      return proofId;
    }

    @Override
    public String target() {
      return "gone";
    }
  }

  /** Texts in fields of a file. */
  record WriteFields(String mediaId, List<FieldText> fields, boolean withdraws)
      implements RequiredCommand {

    public WriteFields {
      fields = List.copyOf(fields);
    }

    @Override
    public CommandKind kind() {
      return CommandKind.WRITE_FIELDS;
    }

    @Override
    public String key() {
      return mediaId;
    }

    @Override
    public String target() {
      var texts = new TreeMap<String, String>();
      fields.forEach(f -> texts.putIfAbsent(f.name(), f.text()));
      return texts.toString();
    }
  }

  /** A file in a gallery; {@code publishes}: others see it there. */
  record EnterGallery(String mediaId, String galleryId, String path, boolean publishes)
      implements RequiredCommand {

    static final String PUBLISHED = "published";

    @Override
    public CommandKind kind() {
      return CommandKind.ENTER_GALLERY;
    }

    @Override
    public String key() {
      return mediaId + "/" + galleryId;
    }

    @Override
    public String target() {
      return publishes ? PUBLISHED : "inside";
    }
  }

  /**
   * A file out of a gallery.
   *
   * @param keepIn gallery that it goes into when this one is its last; null for none
   */
  record LeaveGallery(
      String mediaId, String galleryId, String path, @Nullable String keepIn, boolean withdraws)
      implements RequiredCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.LEAVE_GALLERY;
    }

    @Override
    public String key() {
      return mediaId + "/" + galleryId;
    }

    @Override
    public String target() {
      return "outside, at last in " + keepIn;
    }
  }

  /** Keywords that were a wish, and were answered. */
  record DropKeywords(String mediaId, List<String> keywords) implements RequiredCommand {

    public DropKeywords {
      keywords = List.copyOf(keywords);
    }

    @Override
    public CommandKind kind() {
      return CommandKind.DROP_KEYWORDS;
    }

    @Override
    public String key() {
      return mediaId;
    }

    @Override
    public String target() {
      return String.join("\n", keywords);
    }
  }

  /**
   * An approved version that a person uploaded in Ziflow, as an asset of its own.
   *
   * @param leaveOut ids of the source's galleries that it is not put into
   * @param dropKeywords keywords of the source that it does not take over
   */
  record FileFinal(
      String proofId,
      int version,
      String marker,
      List<FieldText> fields,
      List<String> leaveOut,
      List<String> dropKeywords)
      implements RequiredCommand {

    public FileFinal {
      fields = List.copyOf(fields);
      leaveOut = List.copyOf(leaveOut);
      dropKeywords = List.copyOf(dropKeywords);
    }

    @Override
    public CommandKind kind() {
      return CommandKind.FILE_FINAL;
    }

    @Override
    public String key() {
      return proofId;
    }

    @Override
    public String target() {
      return "filed";
    }
  }
}
