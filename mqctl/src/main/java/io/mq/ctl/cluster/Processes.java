package io.mq.ctl.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks at processes and signals them, after making sure that they are the ones meant. */
public final class Processes {

  private static final Path PROC = Path.of("/proc");

  /** Signals that a node is sent. */
  public enum Signal {
    /** Stop in good order. */
    TERM,
    /** Die at once. */
    KILL,
    /** Stand still. */
    STOP,
    /** Go on. */
    CONT
  }

  private Processes() {}

  /** The identity of a process just started; empty if it is gone already. */
  public static Optional<ProcessIdentity> identify(ProcessHandle handle) {
    Optional<Instant> start = handle.info().startInstant();
    return start.map(instant -> new ProcessIdentity(handle.pid(), instant.toEpochMilli()));
  }

  /** The process, if it is still that one and alive. */
  public static Optional<ProcessHandle> find(ProcessIdentity identity) {
    return ProcessHandle.of(identity.pid())
        .filter(ProcessHandle::isAlive)
        .filter(handle -> isSame(handle, identity))
        .filter(handle -> state(identity.pid()) != 'Z');
  }

  /** Whether the process is alive. */
  public static boolean isAlive(ProcessIdentity identity) {
    return find(identity).isPresent();
  }

  /** Whether the process stands still (SIGSTOP). */
  public static boolean isPaused(ProcessIdentity identity) {
    return state(identity.pid()) == 'T';
  }

  /**
   * Sends a signal to a process and to those it has started.
   *
   * @return false if the process was gone
   */
  public static boolean signal(ProcessIdentity identity, Signal signal) {
    Optional<ProcessHandle> found = find(identity);
    if (found.isEmpty()) {
      return false;
    }
    // A program of another make may be a script around the one that has the ports.
    List<ProcessHandle> children = found.get().descendants().toList();
    boolean done = signal(found.get(), signal);
    children.forEach(child -> signal(child, signal));
    return done;
  }

  private static boolean signal(ProcessHandle process, Signal signal) {
    return switch (signal) {
      case TERM -> process.destroy();
      case KILL -> process.destroyForcibly();
      case STOP, CONT -> kill(process.pid(), signal);
    };
  }

  /**
   * Waits for the end of a process.
   *
   * @return false if it is still alive after {@code timeoutMillis}
   */
  public static boolean awaitEnd(ProcessIdentity identity, long timeoutMillis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (isAlive(identity)) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      Waiting.pause(5);
    }
    return true;
  }

  private static boolean kill(long pid, Signal signal) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return kill.waitFor() == 0;
    } catch (IOException e) {
      throw ClusterException.failed("kill -" + signal + " cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isSame(ProcessHandle handle, ProcessIdentity identity) {
    return identify(handle).filter(identity::isSame).isPresent();
  }

  /** The letter that {@code ps} shows for a process, or a space. */
  private static char state(long pid) {
    try {
      if (Files.isDirectory(PROC)) {
        String stat = Files.readString(PROC.resolve(pid + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
      }
      Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
      String text =
          new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return text.isEmpty() ? ' ' : text.charAt(0);
    } catch (IOException e) {
      return ' ';
    }
  }
}
