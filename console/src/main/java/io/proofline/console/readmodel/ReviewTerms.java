package io.proofline.console.readmodel;

import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.StageView;
import io.proofline.text.ComparableText;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The texts by which a review is found, beside its file name and state. */
final class ReviewTerms {

  private static final int LONGEST_TERM = 500;

  private final Set<Term> terms =
      new TreeSet<>(Comparator.comparing(Term::kind).thenComparing(Term::key));

  private ReviewTerms() {}

  /**
   * One text.
   *
   * @param kind the filter that finds it, such as {@code gallery}
   * @param key the text's key
   */
  record Term(String kind, String key) {}

  static Set<Term> of(ReviewView view) {
    var terms = new ReviewTerms();
    view.getPublishedIn().forEach(path -> terms.add("gallery", path));
    view.getProofs().forEach(proof -> terms.add("proof", proof.getProofId()));
    terms.add("proof", view.getProofId());
    terms.add("final", view.getFinalId());
    terms.add("collection", view.getCollection());
    view.getStages().forEach(terms::addStage);
    var asset = view.getAsset();
    if (asset != null) {
      asset.getGalleries().forEach(gallery -> terms.add("gallery", gallery.getPath()));
      asset.getKeywords().forEach(keyword -> terms.add("keyword", keyword));
      asset
          .getFields()
          .forEach((field, text) -> terms.add("field." + new ComparableText(field).value(), text));
    }
    return terms.terms;
  }

  /** A stage and its reviewers; the kind {@code holder} has the reviewers whose decision is due. */
  private void addStage(StageView stage) {
    add("stage", stage.getName());
    for (var member : stage.getMembers()) {
      add("reviewer", member.getPersonId());
      if (member.getDecides() && member.getDecision() == null && isOpen(stage)) {
        add("holder", member.getPersonId());
      }
    }
  }

  private static boolean isOpen(StageView stage) {
    return "in_progress".equals(stage.getStatus());
  }

  private void add(String kind, @Nullable String text) {
    if (text == null) {
      return;
    }
    var key = new ComparableText(text.replace('\0', '\uFFFD')).value();
    if (!key.isEmpty()) {
      terms.add(new Term(kind, key.length() > LONGEST_TERM ? key.substring(0, LONGEST_TERM) : key));
    }
  }
}
