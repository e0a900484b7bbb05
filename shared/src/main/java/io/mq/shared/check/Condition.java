package io.mq.shared.check;

import java.util.Optional;

/** One way in which a topic's history can be wrong. Stateless. */
interface Condition {

  /** The first violation of this condition, if there is one. */
  Optional<Violation> find(TopicHistory history);
}
