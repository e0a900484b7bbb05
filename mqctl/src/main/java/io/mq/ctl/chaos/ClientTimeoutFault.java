package io.mq.ctl.chaos;

/** For a time the clients give up soon, so that they cannot know what became of their requests. */
final class ClientTimeoutFault implements FaultKind {

  private static final String TIMEOUT = "timeoutMillis";
  private static final int DEFAULT_MILLIS = 20;
  private static final int LONGEST_MILLIS = 60_000;

  @Override
  public String word() {
    return "client-timeout";
  }

  @Override
  public boolean suitsAnyProgram() {
    return true;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), "all").with(TIMEOUT, Integer.toString(draw.random().nextInt(5, 51)));
  }

  @Override
  public InForce begin(PlannedFault plan, Target target) {
    int millis = plan.number(TIMEOUT, DEFAULT_MILLIS, 1, LONGEST_MILLIS);
    Runnable end = target.workload().hurry(millis);
    return new InForce("have " + millis + " ms to answer clients", target.all(), end);
  }
}
