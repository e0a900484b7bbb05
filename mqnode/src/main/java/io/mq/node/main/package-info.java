/**
 * Job: the program {@code mqnode}: reads its arguments, puts the parts of a node together, starts
 * and stops them in order. The only place that knows all parts.
 *
 * <p>Import rule: everything in the node; nothing imports this package.
 */
package io.mq.node.main;
