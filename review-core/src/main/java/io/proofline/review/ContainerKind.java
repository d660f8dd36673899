package io.proofline.review;

/** Things that hold others, are made once, and are no review's own. */
public enum ContainerKind {
  GALLERY,
  ZIFLOW_FOLDER
}
