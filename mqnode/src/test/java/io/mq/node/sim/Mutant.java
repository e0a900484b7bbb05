package io.mq.node.sim;

import java.util.function.Supplier;

/**
 * A planted bug.
 *
 * @param name what it does wrong
 * @param lesson what it teaches, in a few words
 * @param profile where it is likely to show
 * @param assembly a node with the bug; a fresh one for each run
 */
record Mutant(String name, String lesson, Profile profile, Supplier<Assembly> assembly) {}
