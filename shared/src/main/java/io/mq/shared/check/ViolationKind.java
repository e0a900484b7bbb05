package io.mq.shared.check;

/** What a queue did wrong. */
public enum ViolationKind {
  /** A get returned a message that nobody put, or whose put was refused. */
  PHANTOM,
  /** A get returned a message and ended before its put began. */
  BEFORE_PUT,
  /** More than one get returned the same message. */
  DUPLICATE,
  /** A message came out before another that had been put earlier. */
  REORDERED,
  /** An acknowledged message never came out although it must have. */
  LOST,
  /** A get found the topic empty while messages were waiting in it. */
  FALSE_EMPTY,
  /** No order of the operations fits a queue; found by search, so no simpler name is known. */
  NOT_LINEARIZABLE,
  /** Two creations of the same topic both succeeded. */
  TOPIC_CREATED_TWICE,
  /** A topic was used successfully before the call that created it. */
  TOPIC_BEFORE_CREATION
}
