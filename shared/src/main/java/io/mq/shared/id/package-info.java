/**
 * Job: the small values that every part of mq names: node ids, terms and log positions.
 *
 * <p>Import rule: the JDK's {@code java.lang} and {@code java.util} only.
 */
package io.mq.shared.id;
