package io.proofline.processor.review;

/** Things that hold others, are made once, and are no review's own. */
public enum Container {
  GALLERY,
  ZIFLOW_FOLDER
}
