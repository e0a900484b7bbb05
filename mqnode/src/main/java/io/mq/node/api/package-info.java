/**
 * Job: the client port: the RRMQ API and the {@code /v1} API, one class per route. Routes turn
 * requests into commands and results into responses; everything else is the replica's.
 *
 * <p>Import rule: the JDK, {@code shared.*}, {@code node.http}, Javalin, Jackson's streaming API,
 * the commands and results of {@code node.queue}, and the ports of {@code node.runtime}; no files,
 * no Raft internals beyond its status.
 */
package io.mq.node.api;
