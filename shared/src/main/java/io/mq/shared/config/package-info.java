/**
 * Job: the files that say what a cluster looks like, parsed and validated in one place.
 *
 * <p>Import rule: the JDK with {@code java.nio.file}, {@code shared.id} and Jackson.
 */
package io.mq.shared.config;
