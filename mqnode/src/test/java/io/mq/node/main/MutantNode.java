package io.mq.node.main;

/** A node with one planted bug, as a program: the environment variable MQ_MUTANT names the bug. */
public final class MutantNode {

  private MutantNode() {}

  /** Runs the node. */
  public static void main(String[] arguments) {
    String name = System.getenv().getOrDefault("MQ_MUTANT", "");
    NodeParts parts = NodeMutants.ALL.get(name);
    if (parts == null) {
      System.err.println(
          "MQ_MUTANT names one of " + NodeMutants.ALL.keySet() + "; got \"" + name + "\"");
      System.exit(NodeExitCode.FAILED.number());
    }
    System.exit(MqNode.commandLine(System::getenv, parts).execute(arguments));
  }
}
