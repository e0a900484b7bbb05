package io.mq.shared.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for a few calls at once. Stateless. */
public final class CallThreads {

  private CallThreads() {}

  /**
   * A thread for each task; closing waits for all of them.
   *
   * <p>Not virtual ones: the first virtual thread that waits for a socket starts a thread that
   * polls for it in native code ever after, and a JVM that ends grants threads in native code 300
   * ms, which is twice as long as a command runs.
   */
  public static ExecutorService open() {
    return Executors.newThreadPerTaskExecutor(
        Thread.ofPlatform().daemon().name("call-", 0).factory());
  }
}
