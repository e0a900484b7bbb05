package io.mq.node.sim;

import io.mq.node.raft.RaftSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Visits every state that three Raft cores can reach within a number of steps, breadth first: each
 * step lets a node time out, force its disk, crash and come back, or take a proposal, or delivers,
 * repeats or loses the oldest message of a link. Losses, repeats, crashes and proposals are
 * counted, so that the space stays finite.
 *
 * <p>It starts where n1 has just been elected and everything is quiet. States are told apart by
 * what nodes hold in memory and on disk, what is under way, and what may still happen; not by the
 * age of timers, so that of two states which differ in nothing else one is visited.
 */
public final class Explorer {

  /**
   * What was visited.
   *
   * @param depth steps from the start; complete up to there unless {@code broken}
   * @param states different states, the start included
   * @param broken the first broken promise and the steps that lead to it
   */
  public record Report(int depth, long states, Optional<String> broken) {}

  private final RaftSettings settings = RaftSettings.DEFAULT;
  private final Assembly assembly;

  /** An explorer of cores with the given rules. */
  public Explorer(Assembly assembly) {
    this.assembly = assembly;
  }

  /** Visits all states within {@code maxDepth} steps, or whole depths until {@code maxStates}. */
  public Report explore(int maxDepth, long maxStates) {
    TreeSet<Long> seen = new TreeSet<>();
    List<List<ExplorerStep>> level = new ArrayList<>();
    level.add(List.of());
    seen.add(replay(List.of()).hash());
    int depth = 0;
    while (depth < maxDepth && !level.isEmpty() && seen.size() < maxStates) {
      List<List<ExplorerStep>> next = new ArrayList<>();
      for (List<ExplorerStep> path : level) {
        for (ExplorerStep step : replay(path).possible()) {
          List<ExplorerStep> longer = new ArrayList<>(path);
          longer.add(step);
          Optional<String> broken = visit(longer, seen, next);
          if (broken.isPresent()) {
            return new Report(depth + 1, seen.size(), broken);
          }
        }
      }
      depth++;
      level = next;
    }
    return new Report(depth, seen.size(), Optional.empty());
  }

  private Optional<String> visit(
      List<ExplorerStep> path, SortedSet<Long> seen, List<List<ExplorerStep>> next) {
    try {
      ExplorerState state = replay(path);
      state.check();
      if (seen.add(state.hash())) {
        next.add(path);
      }
      return Optional.empty();
    } catch (InvariantBroken | IllegalStateException e) {
      return Optional.of(e.getMessage() + ", after " + path);
    }
  }

  /** Cores cannot be copied, so a state is its path, taken again. */
  private ExplorerState replay(List<ExplorerStep> path) {
    ExplorerState state = new ExplorerState(settings, assembly.rules());
    ArrayDeque<ExplorerStep> left = new ArrayDeque<>(path);
    while (!left.isEmpty()) {
      state.take(left.removeFirst());
    }
    return state;
  }
}
