package io.proofline.cli;

import picocli.CommandLine.Command;

/** Who decided what, and when, and that nobody changed it since. */
@Command(
    name = "audit",
    description = "Exports the audit trail, and verifies an export.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AuditExportCommand.class, AuditVerifyCommand.class})
final class AuditCommand {}
