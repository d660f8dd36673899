package io.proofline.workers.work;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.ContainerReady;
import io.proofline.schemas.avro.FinalFiled;
import io.proofline.schemas.avro.Judged;
import io.proofline.schemas.avro.Membership;
import io.proofline.schemas.avro.ProofCreated;
import io.proofline.schemas.avro.ProofState;
import io.proofline.schemas.avro.WriteFields;

/** What a command that is done brought. */
public sealed interface Result {

  /** Of CREATE_PROOF. */
  record ProofMade(ProofCreated proof) implements Result {}

  /** Of READ_PROOF. */
  record ProofKnown(ProofState proof) implements Result {}

  /** Of READ_ASSET. */
  record AssetKnown(AssetSnapshot asset) implements Result {}

  /** Of UPDATE_STAGES. */
  record StagesStand(ProofState proof) implements Result {}

  /** Of DELETE_PROOF, which brings nothing. */
  record ProofGone() implements Result {}

  /** Of ENSURE_CONTAINER. */
  record ContainerStands(ContainerReady container) implements Result {}

  /** Of WRITE_FIELDS. */
  record FieldsStand(WriteFields fields) implements Result {}

  /** Of DROP_KEYWORDS, which brings nothing. */
  record KeywordsGone() implements Result {}

  /** Of FINGERPRINT. */
  record FingerprintTaken(Judged file) implements Result {}

  /** Of FILE_FINAL. */
  record FinalStands(FinalFiled file) implements Result {}

  /** Of ENTER_GALLERY and LEAVE_GALLERY. */
  record MembershipKnown(Membership membership) implements Result {}
}
