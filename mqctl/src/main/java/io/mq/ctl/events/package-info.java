/**
 * Job: what happens at the nodes of a cluster, as they tell it, recalled or followed.
 *
 * <p>Import rule: the JDK, OkHttp, {@code ctl.cluster}'s records, {@code shared.json} and {@code
 * shared.wire}; never picocli or JLine.
 */
package io.mq.ctl.events;
