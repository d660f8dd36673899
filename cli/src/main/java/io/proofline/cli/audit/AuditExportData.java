package io.proofline.cli.audit;

import io.proofline.audit.AuditExport;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.util.List;

/**
 * What an export has.
 *
 * @param selection the requested part of the trail
 * @param partitions how many the audit topic has
 * @param export what can be verified
 * @param people those whose ids are in it; not protected by hashes, since they may be erased
 * @param notes those of its assets; not protected either
 */
public record AuditExportData(
    AuditSelection selection,
    int partitions,
    AuditExport export,
    List<Person> people,
    List<Comment> notes) {}
