package io.proofline.processor.topology.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.proofline.policy.ProofState;
import io.proofline.review.AuditPosition;
import io.proofline.review.CollectionMember;
import io.proofline.review.IssuedCommand;
import io.proofline.review.LibraryFile;
import io.proofline.review.LibraryState;
import io.proofline.review.PickState;
import io.proofline.review.Placements;
import io.proofline.review.Proof;
import io.proofline.review.Proofs;
import io.proofline.review.Review;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON in which reviews and collection members are stored. Its keys are the original names of
 * the record components; the mix-ins below map renamed components to them, because {@code
 * review-core} has no dependency on JSON.
 */
public final class StoredJson {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addMixIn(Review.class, ReviewKeys.class)
          .addMixIn(LibraryState.class, LibraryStateKeys.class)
          .addMixIn(LibraryState.OwnWrite.class, OwnWriteTypes.class)
          .addMixIn(PickState.class, PickStateKeys.class)
          .addMixIn(Proofs.class, ProofsKeys.class)
          .addMixIn(Proof.class, ProofKeys.class)
          .addMixIn(ProofState.class, ProofStateKeys.class)
          .addMixIn(Placements.class, PlacementsKeys.class)
          .addMixIn(LibraryFile.Place.class, PlaceKeys.class)
          .addMixIn(AuditPosition.class, AuditPositionKeys.class)
          .addMixIn(CollectionMember.class, CollectionMemberKeys.class)
          .addMixIn(IssuedCommand.class, IssuedCommandKeys.class)
          .build();

  private StoredJson() {}

  /** The stored JSON of a review, for diagnosis. */
  public static JsonNode of(Review review) {
    return MAPPER.valueToTree(review);
  }

  /** Keys added later; they are absent without a value, so that older forms stay byte for byte. */
  private interface IssuedCommandKeys {
    @JsonProperty("nextStep")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Object nextStep();

    @JsonProperty("tries")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Object tries();
  }

  private interface ReviewKeys {
    @JsonProperty("picking")
    Object pickState();

    @JsonProperty("shelf")
    Object placements();

    @JsonProperty("desk")
    Object overrides();

    @JsonProperty("asks")
    Object commands();

    @JsonProperty("trail")
    Object auditPosition();
  }

  private interface LibraryStateKeys {
    @JsonProperty("news")
    Object unevaluated();

    @JsonProperty("readings")
    Object readsRequested();

    /** Added later: absent where there is none, so that older forms stay byte for byte. */
    @JsonProperty("unread")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Object unread();
  }

  /** The key {@code wrote} has the kind of the write. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "wrote")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = LibraryState.OwnWrite.StatusWritten.class, name = "status"),
    @JsonSubTypes.Type(value = LibraryState.OwnWrite.MembershipChanged.class, name = "membership"),
    @JsonSubTypes.Type(value = LibraryState.OwnWrite.KeywordsRemoved.class, name = "dropped")
  })
  private interface OwnWriteTypes {}

  private interface PickStateKeys {
    @JsonProperty("wishes")
    Object selections();

    @JsonProperty("settlingSince")
    Object quietSince();

    /** Added later: absent where there is none, so that older forms stay byte for byte. */
    @JsonProperty("pick")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Object pick();
  }

  private interface ProofsKeys {
    @JsonProperty("strangers")
    Object unmatched();
  }

  private interface ProofKeys {
    @JsonProperty("readings")
    Object readsRequested();

    @JsonProperty("lookedAt")
    Object readRequestedAt();

    @JsonProperty("everDecided")
    Object wasEverDecided();
  }

  /** Added later: absent where there is none, so that older forms stay byte for byte. */
  private interface ProofStateKeys {
    @JsonProperty("locked")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Object locked();
  }

  /** Added later: absent where there is none, so that older forms stay byte for byte. */
  private interface PlaceKeys {
    @JsonProperty("audience")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Object audience();
  }

  private interface PlacementsKeys {
    @JsonProperty("copies")
    Object files();
  }

  private interface AuditPositionKeys {
    @JsonProperty("judgements")
    Object decisions();
  }

  private interface CollectionMemberKeys {
    @JsonProperty("waits")
    Object waitsForCollection();
  }
}
