package io.mq.node.fault;

import io.mq.node.storage.ForgetfulDisk;
import java.io.IOException;
import java.util.function.Consumer;

/** Takes the power away from the node: what was never forced is gone, and the process with it. */
public final class PowerSwitch {

  private final ForgetfulDisk disk;
  private final Consumer<String> log;
  private final Runnable halt;

  /**
   * A switch for a node that keeps everything on {@code disk}.
   *
   * @param halt ends the process at once; does not return in a real one
   */
  public PowerSwitch(ForgetfulDisk disk, Consumer<String> log, Runnable halt) {
    this.disk = disk;
    this.log = log;
    this.halt = halt;
  }

  /** Off. */
  public void off() {
    try {
      long bytes = disk.forget();
      log.accept("power lost, with " + bytes + " bytes that were never forced");
    } catch (IOException e) {
      log.accept("power lost; what was not forced could not be taken back: " + e.getMessage());
    } finally {
      halt.run();
    }
  }
}
