package io.proofline.processor.review;

/** Something that is missing: the call that would bring it. */
public sealed interface Need {

  /** The call's kind. */
  Kind kind();

  /** What of this kind it is about: of one kind and key, one is asked at a time. */
  String key();

  /** What would be reached: asked once, and again only for another target or a further round. */
  String target();

  /** Kinds of calls. */
  enum Kind {
    CREATE_PROOF(true),
    READ_PROOF(false),
    READ_ASSET(false),
    WRITE_FIELDS(true);

    private final boolean changes;

    Kind(boolean changes) {
      this.changes = changes;
    }

    /** It changes something in Ziflow or in the library. */
    boolean changes() {
      return changes;
    }
  }

  /** A proof of a version of the asset; {@code wish} counts the selections. */
  record CreateProof(int version, int wish, String name, Route route) implements Need {
    @Override
    public Kind kind() {
      return Kind.CREATE_PROOF;
    }

    @Override
    public String key() {
      return Integer.toString(version);
    }

    @Override
    public String target() {
      return "wish " + wish;
    }
  }

  /** What a proof's state is; {@code reading} counts the reasons to look. */
  record ReadProof(String proofId, int reading) implements Need {
    @Override
    public Kind kind() {
      return Kind.READ_PROOF;
    }

    @Override
    public String key() {
      return proofId;
    }

    @Override
    public String target() {
      return "reading " + reading;
    }
  }

  /** The asset itself; {@code reading} counts the reasons to look. */
  record ReadAsset(int reading) implements Need {
    @Override
    public Kind kind() {
      return Kind.READ_ASSET;
    }

    @Override
    public String key() {
      return "asset";
    }

    @Override
    public String target() {
      return "reading " + reading;
    }
  }

  /** A text in the library's status field. */
  record WriteStatus(String text) implements Need {

    /** IPTC Status, in PhotoShelter's spelling. */
    public static final String FIELD = "edit_status";

    @Override
    public Kind kind() {
      return Kind.WRITE_FIELDS;
    }

    @Override
    public String key() {
      return FIELD;
    }

    @Override
    public String target() {
      return text;
    }
  }
}
