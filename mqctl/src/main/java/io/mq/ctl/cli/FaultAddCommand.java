package io.mq.ctl.cli;

import picocli.CommandLine.Command;

/** {@code mqctl fault add KIND ...}: brings faults about. */
@Command(
    name = "add",
    description = "Lays a fault on links or nodes, for a while.",
    synopsisSubcommandLabel = "KIND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl fault add delay --delay 200ms --from leader --types append --lease 30s",
      "  mqctl fault add block --from n1 --to n2,n3",
      "  mqctl fault add drop --rate 20%% --shape bridge",
      "  mqctl fault add slow-force leader --delay 500ms"
    })
final class FaultAddCommand extends Group {}
