package io.proofline.cli;

import picocli.CommandLine.Command;

/**
 * Groups the commands about the audit trail: who decided what, when, and whether it was changed.
 */
@Command(
    name = "audit",
    description = "Lists and exports the audit trail, and verifies an export.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AuditListCommand.class, AuditExportCommand.class, AuditVerifyCommand.class})
final class AuditCommand {}
