package io.mq.node.main;

import io.mq.node.fault.FaultTable;
import io.mq.node.fault.FaultyClock;
import io.mq.node.fault.FaultyDisk;
import io.mq.node.fault.FaultyLinks;
import io.mq.node.fault.LinkResets;
import io.mq.node.fault.PowerSwitch;
import io.mq.node.fault.SystemTimers;
import io.mq.node.runtime.Links;
import io.mq.node.storage.Disk;
import io.mq.node.storage.ForgetfulDisk;
import io.mq.shared.id.NodeId;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All that can be broken on purpose in one node, ready to be put between it and the world. */
final class NodeFaults implements AutoCloseable {

  private final SystemTimers timers = new SystemTimers();
  private final Consumer<String> log;
  private final FaultTable table;
  private PowerSwitch power;

  NodeFaults(Supplier<SortedSet<NodeId>> peers, Consumer<String> log) {
    this.log = log;
    this.table = new FaultTable(peers, timers, log);
  }

  FaultTable table() {
    return table;
  }

  Disk disk(Disk disk) {
    ForgetfulDisk forgetful = new ForgetfulDisk(disk);
    power =
        new PowerSwitch(
            forgetful, log, () -> Runtime.getRuntime().halt(NodeExitCode.FAILED.number()));
    return new FaultyDisk(table, forgetful, power);
  }

  FaultyLinks links(Links links, LinkResets resets) {
    return new FaultyLinks(table, links, resets, timers);
  }

  FaultyClock clock() {
    return new FaultyClock(table, timers);
  }

  /** Takes the power away. */
  void powerOff() {
    power.off();
  }

  /** Lifts all faults; there will be no others. */
  @Override
  public void close() {
    table.liftAll();
    timers.close();
  }
}
