package io.mq.ctl.bench;

/** One client of a run: makes one call at a time and waits for its end. */
public interface Caller {

  /** Makes the next call. */
  Call call() throws InterruptedException;

  /** How a call ended. */
  sealed interface Call {

    /** It took effect for that many messages. */
    record Done(int messages) implements Call {}

    /** There was no message to take. */
    record Empty() implements Call {}

    /** It certainly did not take effect. */
    record Refused(String detail) implements Call {}

    /** It may have taken effect. */
    record Unknown(String detail) implements Call {}
  }
}
