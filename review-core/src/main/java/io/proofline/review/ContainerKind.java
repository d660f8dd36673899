package io.proofline.review;

/** Kinds of containers that reviews share and that are created once. */
public enum ContainerKind {
  GALLERY,
  ZIFLOW_FOLDER
}
