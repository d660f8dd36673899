package io.proofline.sandbox.ziflow.model;

import org.jspecify.annotations.Nullable;

/**
 * A folder of proofs and of further folders.
 *
 * @param share how it is shared; none in folders that were stored before it was kept, which are not
 *     shared
 */
public record Folder(
    String id,
    String name,
    @Nullable String parentFolderId,
    boolean confidential,
    boolean archived,
    @Nullable Share share) {
  /** Whom an address of the folder admits: everyone, its reviewers, nobody. */
  public enum Share {
    PUBLIC,
    RESTRICTED,
    DISABLED
  }

  public Share effectiveShare() {
    return share == null ? Share.DISABLED : share;
  }

  public Folder withShare(Share changed) {
    return new Folder(id, name, parentFolderId, confidential, archived, changed);
  }
}
