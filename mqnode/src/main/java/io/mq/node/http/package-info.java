/**
 * Job: what the client port and the peer port have in common as HTTP servers: listening, bodies,
 * and the one place where errors become responses.
 *
 * <p>Import rule: the JDK, {@code shared.wire}, Javalin, Jetty and Jackson's streaming API; no
 * other part of the node.
 */
package io.mq.node.http;
