package io.proofline.workers.work;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.Judged;
import io.proofline.schemas.avro.Membership;
import io.proofline.schemas.avro.ProofState;
import io.proofline.schemas.avro.WriteFields;

/** The result of a command that is done, one type per kind of command. */
public sealed interface CommandResult {

  /** Of CREATE_PROOF. */
  record ProofCreated(io.proofline.schemas.avro.ProofCreated proof) implements CommandResult {}

  /** Of READ_PROOF. */
  record ProofRead(ProofState proof) implements CommandResult {}

  /** Of READ_ASSET. */
  record AssetRead(AssetSnapshot asset) implements CommandResult {}

  /** Of UPDATE_STAGES. */
  record StagesUpdated(ProofState proof) implements CommandResult {}

  /** Of DELETE_PROOF, which has no result. */
  record ProofDeleted() implements CommandResult {}

  /** Of ENSURE_CONTAINER. */
  record ContainerReady(io.proofline.schemas.avro.ContainerReady container)
      implements CommandResult {}

  /** Of WRITE_FIELDS. */
  record FieldsWritten(WriteFields fields) implements CommandResult {}

  /** Of DROP_KEYWORDS, which has no result. */
  record KeywordsDropped() implements CommandResult {}

  /** Of FINGERPRINT. */
  record FingerprintTaken(Judged file) implements CommandResult {}

  /** Of FILE_FINAL. */
  record FinalFiled(io.proofline.schemas.avro.FinalFiled file) implements CommandResult {}

  /** Of ENTER_GALLERY and LEAVE_GALLERY. */
  record MembershipKnown(Membership membership) implements CommandResult {}
}
