package io.proofline.cli.audit;

import io.proofline.audit.AuditExport;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.util.List;

/**
 * The content of an export.
 *
 * @param export the verifiable part
 * @param people those whose ids are in it; not protected by hashes, since they may be erased
 * @param notes those of its assets; not protected either
 */
public record AuditExportData(AuditExport export, List<Person> people, List<Comment> notes) {}
