package io.mq.ctl.complete;

import java.util.List;

/** What is there now to be named on a command line. */
public interface Values {

  /** The ids of the nodes. */
  List<String> nodes();

  /** The names of the topics. */
  List<String> topics();

  /** The names of the clusters. */
  List<String> clusters();

  /** Nothing is known to be there. */
  Values NONE =
      new Values() {
        @Override
        public List<String> nodes() {
          return List.of();
        }

        @Override
        public List<String> topics() {
          return List.of();
        }

        @Override
        public List<String> clusters() {
          return List.of();
        }
      };
}
