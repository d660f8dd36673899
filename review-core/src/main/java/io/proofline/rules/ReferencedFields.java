package io.proofline.rules;

import io.proofline.policy.Condition;
import io.proofline.policy.OnApproval.Publication;
import io.proofline.policy.OnApproval.PublicationDate;
import io.proofline.policy.Rules;
import io.proofline.policy.TextTemplate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the library fields that rules decide by; snapshots have only these. */
final class ReferencedFields {

  private ReferencedFields() {}

  /** The fields in conditions, publication dates, and folder and gallery paths; sorted. */
  static List<String> of(Rules rules) {
    return Stream.of(conditions(rules), publicationDates(rules), templates(rules))
        .flatMap(fields -> fields)
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> conditions(Rules rules) {
    return Stream.of(
            rules.reviews().stream().map(Rules.Rule::when),
            rules.requirements().stream().map(Rules.Requirement::when),
            rules.onApproval().publications().stream().map(Publication::when))
        .flatMap(conditions -> conditions)
        .flatMap(ReferencedFields::of);
  }

  private static Stream<String> of(Condition condition) {
    return switch (condition) {
      case Condition.HasField(var field, _) -> Stream.of(field);
      case Condition.All(var parts) -> parts.stream().flatMap(ReferencedFields::of);
      case Condition.OneOf(var parts) -> parts.stream().flatMap(ReferencedFields::of);
      case Condition.Not(var part) -> of(part);
      default -> Stream.empty();
    };
  }

  private static Stream<String> publicationDates(Rules rules) {
    return rules.onApproval().publications().stream()
        .flatMap(p -> Stream.of(of(p.from()), of(p.until())))
        .flatMap(Optional::stream);
  }

  private static Optional<String> of(@Nullable PublicationDate publicationDate) {
    return publicationDate instanceof PublicationDate.FromField(var field)
        ? Optional.of(field)
        : Optional.empty();
  }

  /** The placeholders that are library fields. */
  private static Stream<String> templates(Rules rules) {
    return Stream.concat(
            Stream.of(Optional.ofNullable(rules.proof().folderPath())).flatMap(Optional::stream),
            rules.onApproval().publications().stream().map(Publication::galleryPath))
        .map(TextTemplate::names)
        .flatMap(List::stream)
        .filter(name -> RulesGrammar.IPTC.contains(name) || name.startsWith("custom:"));
  }
}
