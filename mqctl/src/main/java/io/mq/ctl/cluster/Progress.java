package io.mq.ctl.cluster;

import io.mq.shared.id.NodeId;

/** Hears how something that takes a moment is going. Called from one thread. */
public interface Progress {

  /** A node's part has got as far as {@code what}, a few words. */
  void node(NodeId node, String what);

  /** Something about the whole, a sentence. */
  void note(String what);

  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void node(NodeId node, String what) {}

        @Override
        public void note(String what) {}
      };
}
