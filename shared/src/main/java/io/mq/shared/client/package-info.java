/**
 * Job: talking to a cluster over HTTP: finds and remembers the leader, repeats a request under the
 * same session and sequence until its deadline, and tells done, refused and unknown apart.
 *
 * <p>Import rule: the JDK, OkHttp, {@code shared.json} and {@code shared.wire}.
 */
package io.mq.shared.client;
