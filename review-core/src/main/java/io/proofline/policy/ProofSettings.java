package io.proofline.policy;

import org.jspecify.annotations.Nullable;

/**
 * Settings of the proofs that are created, from {@code proof} of the rules.
 *
 * @param ownerTeam team whose first address owns the proofs
 * @param folder Ziflow's id of the folder; null for none
 * @param folderPath path of the folder, which is created if it is missing; null for none
 * @param name name of the proof; null for the file's name
 * @param brief message to the reviewers; null for none
 * @param security access to the proof; null for the account's default
 * @param signature whether decisions are signed
 */
public record ProofSettings(
    String ownerTeam,
    @Nullable String folder,
    @Nullable TextTemplate folderPath,
    @Nullable TextTemplate name,
    FileKind file,
    @Nullable TextTemplate brief,
    @Nullable Security security,
    boolean signature) {

  /** Proofs of the original file, with its name, in no folder. */
  public static ProofSettings ownedBy(String team) {
    return new ProofSettings(team, null, null, null, FileKind.ORIGINAL, null, null, false);
  }

  /** The file that reviewers see. */
  public enum FileKind {
    ORIGINAL,
    JPEG
  }

  /** Access to a proof. */
  public enum Security {
    ANYONE,
    SIGNED_IN,
    USERS,
    USERS_SIGNED_IN
  }
}
