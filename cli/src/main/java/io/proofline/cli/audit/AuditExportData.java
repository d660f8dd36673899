package io.proofline.cli.audit;

import io.proofline.audit.AuditExport;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.util.List;

/**
 * Content of an export of the audit trail.
 *
 * @param export the part that can be verified: header, entries, their order, checkpoints
 * @param people persons whose ids occur in it; not protected by hashes, since they may be erased
 * @param notes comments on its assets; not protected by hashes either
 */
public record AuditExportData(AuditExport export, List<Person> people, List<Comment> notes) {}
