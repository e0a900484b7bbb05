package io.mq.ctl.chaos;

/** More clients for a time, each as fast as it is answered. */
final class LoadFault implements FaultKind {

  private static final String CLIENTS = "clients";
  private static final int DEFAULT_CLIENTS = 16;

  @Override
  public String word() {
    return "load";
  }

  @Override
  public boolean suitsAnyProgram() {
    return true;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), "all").with(CLIENTS, Integer.toString(8 + draw.random().nextInt(25)));
  }

  @Override
  public InForce begin(PlannedFault plan, Target target) {
    int clients = plan.number(CLIENTS, DEFAULT_CLIENTS, 1, WorkloadPlan.MOST_CLIENTS);
    Runnable end = target.workload().rush(clients);
    return new InForce("serve " + clients + " clients more", target.all(), end);
  }
}
