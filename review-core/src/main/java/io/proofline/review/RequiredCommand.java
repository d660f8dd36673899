package io.proofline.review;

import io.proofline.policy.FieldText;
import io.proofline.policy.Route;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command that the desired state of a review requires. It becomes an {@link IssuedCommand} if
 * none with the same key and target is open or done.
 *
 * <p>Longer than 300 lines because each command is a record with its key and target. Both are
 * stored and hashed into command ids, so their texts never change.
 */
public sealed interface RequiredCommand {

  /** The kind of command. */
  CommandKind kind();

  /** The object of the command. At most one command of a kind and key is open. */
  String key();

  /** The desired result. A command is issued again only for another target or in a new round. */
  String target();

  /** Whether the command withdraws the asset; such a command waits for no other. */
  default boolean withdraws() {
    return false;
  }

  /** The system that executes a command. */
  enum TargetSystem {
    ZIFLOW,
    LIBRARY,
    PROOF_RATE_LIMIT
  }

  /** Kinds of commands. The names are stored and hashed into command ids. */
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

    CommandKind(TargetSystem targetSystem, boolean changes, boolean repeatable) {
      this.targetSystem = targetSystem;
      this.changes = changes;
      this.repeatable = repeatable;
    }

    TargetSystem targetSystem() {
      return targetSystem;
    }

    /** Whether it changes the asset; at most one such command is open per target system. */
    boolean changes() {
      return changes;
    }

    /** Whether it is issued again when its result is required again after it was done. */
    boolean repeatable() {
      return repeatable;
    }
  }

  /**
   * Asks the proof rate limit for a permit to create a proof.
   *
   * @param waits false for a selected asset: its proof counts against the limit but doesn't wait
   *     for it
   * @param perHour the limit; null for none
   * @param rule the rule that chose the route; while a person has paused it there is no answer
   */
  record ProofPermit(int version, boolean waits, @Nullable Integer perHour, String rule)
      implements RequiredCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.TURN;
    }

    /**
     * A selection asks for a permit of its own, since one that was asked for before may be held.
     */
    @Override
    public String key() {
      return waits ? Integer.toString(version) : version + " selected";
    }

    @Override
    public String target() {
      return "turn";
    }
  }

  /** Reads the asset; {@code reading} counts the requests to read it. */
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

  /** Reads the state of a proof; {@code reading} counts the requests to read it. */
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

  /** Takes a fingerprint of the asset's file; {@code look} counts the requests for one. */
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

  /** Finds or creates a container by its path; a new one is private if {@code hidden}. */
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
   * Creates a proof of a version of the asset.
   *
   * @param selection number of selections so far
   * @param previousId proof of the version before; null for a first version
   * @param name name of the proof, with placeholders of library fields that the worker fills
   * @param folderId null for no folder
   * @param stages stages that start with the proof
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
   * A stage and its deadline.
   *
   * @param deadline null for none
   */
  record StageWithDeadline(Route.Stage stage, @Nullable Instant deadline) {}

  /** Adds stages to a proof and removes stages from it. */
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

  /** Deletes a proof. */
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

  /** Writes texts into fields of a file. */
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

  /** Adds a file to a gallery; {@code publishes} if people outside see the gallery. */
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
   * Removes a file from a gallery.
   *
   * @param keepIn id of the gallery that the file is moved to if it is in no other; null for none
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

  /** Removes keywords that selected the asset. */
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
   * Stores an approved version that a person uploaded in Ziflow as an asset of its own.
   *
   * @param leaveOut ids of the source's galleries that the new asset is not added to
   * @param dropKeywords keywords of the source that the new asset does not get
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
