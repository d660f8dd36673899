package io.proofline.workers.metadata;

/** The result of copying a file with new metadata. */
public sealed interface MetadataCopy {

  /** The copy has the new texts. */
  record Written() implements MetadataCopy {}

  /** The file is no JPEG; nothing was copied. */
  record OtherFormat() implements MetadataCopy {}

  /**
   * The file has metadata that can't be changed without a risk to it; nothing was copied.
   *
   * @param reason the block and the cause, for a person
   */
  record Refused(String reason) implements MetadataCopy {}
}
