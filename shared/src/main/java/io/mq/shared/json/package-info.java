/**
 * Job: JSON as plain maps, lists, texts and numbers, read and written by Jackson's streaming API;
 * binding to classes would cost a short-lived program a good part of its start-up time.
 *
 * <p>Import rule: the JDK and Jackson's core.
 */
package io.mq.shared.json;
