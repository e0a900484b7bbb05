package io.mq.ctl.cluster;

/** Waits a moment. */
public final class Waiting {

  private Waiting() {}

  /**
   * Sleeps.
   *
   * @throws ClusterException if the thread is told to stop
   */
  public static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClusterException.failed("interrupted");
    }
  }
}
