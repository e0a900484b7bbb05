package io.mq.ctl.cli;

import io.mq.ctl.proxy.ProxyPlan;
import io.mq.ctl.proxy.ProxyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl proxies FILE}: what {@code cluster up} starts between nodes of another make. */
@Command(
    name = "proxies",
    hidden = true,
    description = {
      "Runs the proxies between the nodes of a cluster whose file has the field command.",
      "mqctl cluster up starts it, cluster down stops it."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl proxies proxies.json"})
final class ProxiesCommand extends Verb {

  @Parameters(paramLabel = "FILE", description = "proxies.json of the cluster's folder.")
  Path plan;

  @Override
  ExitCode run() throws Exception {
    ProxyPlan read = ProxyPlan.parse(Files.readString(plan));
    try (ProxyServer _ = ProxyServer.start(read, this::log)) {
      log(read.links().size() + " proxies, admin API at port " + read.controlPort());
      // Until the process is told to stop.
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }

  private void log(String line) {
    out().println(Instant.now() + " " + line);
    out().flush();
  }
}
