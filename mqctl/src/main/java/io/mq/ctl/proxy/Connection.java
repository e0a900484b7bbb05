package io.mq.ctl.proxy;

import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One connection that a node has dialled through a proxy, with its own to the node that is meant.
 * Bytes of either direction pass, wait or are lost by the faults on the way from their sender to
 * their receiver, whoever dialled. The second connection is made once bytes may pass to it, as if
 * the first packet had waited.
 */
final class Connection {

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final Socket dialler;
  private final Socket target = new Socket();
  private final InetSocketAddress address;
  private final Relay onward;
  private final Relay back;
  private final NodeId from;
  private final NodeId to;
  private final FaultBook faults;
  private final Consumer<Connection> onEnd;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger directionsLeft = new AtomicInteger(2);
  private boolean ended;

  Connection(
      Socket dialler,
      NodeId from,
      NodeId to,
      InetSocketAddress address,
      FaultBook faults,
      Consumer<Connection> onEnd) {
    this.dialler = dialler;
    this.address = address;
    this.from = from;
    this.to = to;
    this.faults = faults;
    this.onEnd = onEnd;
    onward = new Relay(from, to, faults);
    back = new Relay(to, from, faults);
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  /** Starts to relay. */
  void start() {
    // Reading begins at once, so that a dialler who gives up while nothing passes is noticed.
    thread(() -> endUnless(onward.read(dialler.getInputStream())));
    thread(
        () -> {
          connect();
          thread(() -> endUnless(back.read(target.getInputStream())));
          thread(
              () -> {
                back.write(dialler.getOutputStream());
                dialler.shutdownOutput();
                directionDone();
              });
          onward.write(target.getOutputStream());
          target.shutdownOutput();
          directionDone();
        });
  }

  private void connect() throws IOException, InterruptedException {
    faults.awaitOpen(from, to);
    target.setTcpNoDelay(true);
    target.connect(address, CONNECT_TIMEOUT_MILLIS);
  }

  private void endUnless(boolean fine) {
    if (!fine) {
      end();
    }
  }

  private void directionDone() {
    if (directionsLeft.decrementAndGet() == 0) {
      end();
    }
  }

  private synchronized void thread(Task task) {
    if (ended) {
      return;
    }
    Thread thread =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  try {
                    task.run();
                  } catch (IOException | InterruptedException e) {
                    // Either end has broken it off, or the target cannot be reached: so is both.
                    end();
                  }
                });
    threads.add(thread);
    thread.start();
  }

  /** Breaks both connections off. */
  void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      threads.forEach(Thread::interrupt);
    }
    close(dialler);
    close(target);
    onEnd.accept(this);
  }

  private static void close(Socket socket) {
    try {
      if (!socket.isClosed()) {
        socket.close();
      }
    } catch (IOException e) {
      // It is as closed as it gets.
    }
  }
}
