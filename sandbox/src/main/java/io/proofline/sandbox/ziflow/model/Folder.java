package io.proofline.sandbox.ziflow.model;

import org.jspecify.annotations.Nullable;

/** A folder of proofs and of further folders. */
public record Folder(
    String id,
    String name,
    @Nullable String parentFolderId,
    boolean confidential,
    boolean archived) {}
