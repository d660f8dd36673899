package io.proofline.policy;

import org.jspecify.annotations.Nullable;

/**
 * How a proof is made.
 *
 * @param ownerTeam its first address owns the proof
 * @param folder Ziflow's id of the folder; null for none
 * @param folderPath path of the folder, to be made where it is missing; null for none
 * @param name the proof's name; null for the file's
 * @param brief what the reviewers are told; null for nothing
 * @param security who may open it; null for the account's default
 * @param signature decisions are signed
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

  /** Of the original file, under its name, in no folder. */
  public static ProofSettings ownedBy(String team) {
    return new ProofSettings(team, null, null, null, FileKind.ORIGINAL, null, null, false);
  }

  /** Which file is judged. */
  public enum FileKind {
    ORIGINAL,
    JPEG
  }

  /** Who may open a proof. */
  public enum Security {
    ANYONE,
    SIGNED_IN,
    USERS,
    USERS_SIGNED_IN
  }
}
