package io.proofline.processor.topology.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.policy.Asset;
import io.proofline.processor.topology.SignalSamples;
import io.proofline.review.Fact;
import io.proofline.review.LibraryState;
import io.proofline.review.Review;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class ReviewSerdeTest {

  /** An approved photograph's review in the previous format. */
  private static final String FORMER =
      """
      {"account":"demo","assetId":"I0000EXAMPLE0001","now":"2026-05-04T08:00:09Z",
       "library":{"asset":{"readAt":"2026-05-04T08:00:01Z","baseline":false,"fileName":"fig.jpg",
         "type":"IMAGE","galleries":[{"id":"G1","path":"Autumn"}],"keywords":["product"],
         "status":"In review",
         "details":{"fields":{},"uploader":null,"uploadedAt":null,"modifiedAt":null}},
         "entered":null,"readings":0,"status":"Approved","writtenAt":"2026-05-04T08:00:08Z"},
       "wishes":2,
       "route":{"rule":"Products","rulesVersion":"v7","ownerTeam":"owner","folder":null,
         "stages":[{"name":"Brand","team":"brand","decides":"EVERYONE","person":null,"after":null,
           "due":null,"mail":null}]},
       "proof":{"id":"p1","version":1,"readings":1,
         "state":{"gone":false,"status":"completed","link":"https://proofs.example/q7",
           "stages":[{"name":"Brand","status":"completed","decision":"approved",
             "members":[{"decides":true,"decision":"approved","reasons":[]}]}]}},
       "dueAt":null,
       "asks":[{"kind":"CREATE_PROOF","key":"1","target":"wish 1","round":1,"commandId":"c1",
           "at":"2026-05-04T08:00:02Z","state":"DONE","reason":null},
         {"kind":"WRITE_STATUS","key":"edit_status","target":"Approved","round":2,
           "commandId":"c2","at":"2026-05-04T08:00:07Z","state":"DONE","reason":null}],
       "recent":["e7"]}
      """;

  private static final Asset ASSET =
      new Asset(
          SignalSamples.AT,
          false,
          "fig.jpg",
          Asset.MediaType.IMAGE,
          List.of(new Asset.Gallery("G1", "Autumn")),
          List.of("product"),
          null,
          Asset.Details.NONE);

  private final Review review =
      Review.unseen("demo", "I0000EXAMPLE0001")
          .apply(
              new Fact.AssetSeen(
                  new Fact.Provenance("e1", SignalSamples.AT, null, Fact.Source.POLL), ASSET));

  @Test
  void a_written_review_is_read_back_unchanged() {
    assertThat(read(written())).isEqualTo(review);
  }

  @Test
  void own_writes_are_read_back_unchanged() {
    var gallery = new Asset.Gallery("G1", "Autumn", List.of("C1"));
    var writes =
        List.<LibraryState.OwnWrite>of(
            new LibraryState.OwnWrite.StatusWritten("Approved", SignalSamples.AT, SignalSamples.AT),
            new LibraryState.OwnWrite.MembershipChanged(gallery, true, SignalSamples.AT),
            new LibraryState.OwnWrite.KeywordsRemoved(List.of("review:brand"), SignalSamples.AT));
    var known = review.library();
    var written =
        new Review(
            review.account(),
            review.assetId(),
            review.now(),
            new LibraryState(known.asset(), known.unevaluated(), 3, writes, known.file(), null),
            review.pickState(),
            review.route(),
            review.proofs(),
            review.placements(),
            review.overrides(),
            review.commands(),
            review.recent(),
            review.auditPosition());
    try (var serde = new ReviewSerde()) {
      var bytes = serde.serializer().serialize("reviews", written);
      assertThat(serde.deserializer().deserialize("reviews", bytes)).isEqualTo(written);
    }
  }

  @Test
  void a_review_of_the_previous_format_is_read() {
    var read = read("\u0001" + FORMER);

    assertThat(read.pickState().selections()).isEqualTo(2);
    assertThat(read.library().asset().status()).isEqualTo("Approved");
    assertThat(read.route()).isNotNull();
    assertThat(read.route().rule()).isEqualTo("Products");
    assertThat(read.proofs().newest())
        .hasValueSatisfying(proof -> {
          assertThat(proof.id()).isEqualTo("p1");
          assertThat(proof.state()).isNotNull();
          assertThat(proof.state().stages()).extracting(s -> s.name()).containsExactly("Brand");
        });
    assertThat(read.commands().all()).extracting(a -> a.kind().name()).contains("CREATE_PROOF");
    assertThat(read.recent()).containsExactly("e7");
  }

  @Test
  void an_unknown_format_is_refused() {
    assertThatThrownBy(() -> read("\u0009{}"))
        .isInstanceOf(SerializationException.class)
        .hasMessage("The state store has a review in a format that this version can't read");
  }

  private String written() {
    try (var serde = new ReviewSerde()) {
      return new String(serde.serializer().serialize("reviews", review), UTF_8);
    }
  }

  private static Review read(String bytes) {
    try (var serde = new ReviewSerde()) {
      return serde.deserializer().deserialize("reviews", bytes.getBytes(UTF_8));
    }
  }
}
