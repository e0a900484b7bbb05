/**
 * Job: the small values that every part of mq names: node ids, terms and log positions.
 *
 * <p>Their {@code equals} and {@code hashCode} are written out. Those that a record is given are
 * put together at run time when they are first called, which every start would wait for.
 *
 * <p>Import rule: the JDK's {@code java.lang} and {@code java.util} only.
 */
package io.mq.shared.id;
