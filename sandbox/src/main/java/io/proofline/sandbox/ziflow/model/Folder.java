package io.proofline.sandbox.ziflow.model;

import org.jspecify.annotations.Nullable;

/** A place for proofs; folders nest. */
public record Folder(
    String id,
    String name,
    @Nullable String parentFolderId,
    boolean confidential,
    boolean archived) {}
