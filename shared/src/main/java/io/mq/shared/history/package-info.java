/**
 * Job: what clients of a queue asked and were told, and which faults were put in their way: events
 * and operations, and their form as JSON Lines.
 *
 * <p>Import rule: the JDK and Jackson's streaming API.
 *
 * <p>A file holds one header object, then one event a line, in the order of {@code index}:
 *
 * <pre>{@code
 * {"history":1,"workload":"queue","seed":7,"clock":"ns"}
 * {"index":0,"time":1200,"process":"0","op":0,"type":"invoke","f":"enqueue","topic":"a","value":"m1"}
 * {"index":1,"time":9100,"process":"0","op":0,"type":"ok","f":"enqueue","topic":"a","value":"m1"}
 * {"index":2,"time":9500,"process":"nemesis","op":1,"type":"info","f":"isolate","value":"n1"}
 * {"index":3,"time":9800,"process":"1","op":2,"type":"invoke","f":"dequeue","topic":"a","value":null}
 * }</pre>
 *
 * <p>{@code fail} stands only where the operation certainly did not happen; a timeout or a reset is
 * {@code info}; an operation without an end counts as {@code info}. An {@code ok} dequeue with a
 * null value found the topic empty. Unknown keys are ignored.
 */
package io.mq.shared.history;
