package io.mq.ctl.main;

import io.mq.ctl.cli.CommandTree;
import io.mq.ctl.cli.Context;
import io.mq.ctl.cli.Terminals;
import io.mq.ctl.cli.Version;
import io.mq.shared.client.SecurityProviders;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The program. */
public final class MqCtl {

  private MqCtl() {}

  /** Runs one command line and exits with its code. */
  public static void main(String[] args) {
    PrintWriter out = writer(FileDescriptor.out);
    if (args.length == 1 && (args[0].equals("version") || args[0].equals("--version"))) {
      // Scripts ask this often, and it needs no command line.
      out.println(Version.text());
      out.flush();
      return;
    }
    SecurityProviders.keepThoseUsed();
    int status;
    try (Context context =
        new Context(
            System.getenv(), System.in, out, writer(FileDescriptor.err), Terminals.detect())) {
      status = new CommandTree(context).run(List.of(args));
    }
    System.exit(status);
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8)));
  }
}
