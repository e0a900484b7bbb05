package io.mq.node.runtime;

import io.mq.node.raft.Output;
import java.io.IOException;
import java.util.List;

/**
 * The durable log as the writer thread uses it. Any exception is final: the log must refuse all
 * further work (lesson 14).
 */
public interface WriteAheadLog extends AutoCloseable {

  /** Writes these in order; nothing is durable yet. */
  void write(List<Output.Write> writes) throws IOException;

  /** Makes everything written so far durable. */
  void force() throws IOException;

  /** Called after a while without work, with nothing left unforced. */
  void idle() throws IOException;

  @Override
  void close() throws IOException;
}
