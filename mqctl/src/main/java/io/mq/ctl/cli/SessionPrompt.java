package io.mq.ctl.cli;

import io.mq.ctl.complete.LiveValues.Picture;
import io.mq.ctl.shell.Prompt;

/** Words a session's prompt: the cluster, who leads it and in which term. */
final class SessionPrompt {

  private static final String PROGRAM = "mqctl";

  private SessionPrompt() {}

  static Prompt of(Picture picture) {
    if (picture.cluster().isEmpty()) {
      return new Prompt(PROGRAM, false);
    }
    String name = PROGRAM + " " + picture.cluster().get();
    if (!picture.running()) {
      return new Prompt(name + " (down)", true);
    }
    return picture
        .leader()
        .map(leader -> new Prompt(name + " (" + leader.node() + ", t" + leader.term() + ")", false))
        .orElseGet(() -> new Prompt(name + " (no leader)", true));
  }
}
