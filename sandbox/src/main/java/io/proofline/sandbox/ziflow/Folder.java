package io.proofline.sandbox.ziflow;

import org.jspecify.annotations.Nullable;

/** A place for proofs; folders nest. */
record Folder(
    String id,
    String name,
    @Nullable String parentFolderId,
    boolean confidential,
    boolean archived) {}
