package io.mq.shared.wire;

import java.util.List;

/**
 * A fault as it is asked of a node; null where a field was left out.
 *
 * @param effect {@code block}
 * @param direction {@code in}, {@code out} or {@code both}, seen from the node; both if left out
 * @param peers ids such as {@code n2}; all peers if left out
 * @param leaseMillis after which the node lifts it alone (lesson 37); 60 s if left out
 */
public record FaultSpec(String effect, String direction, List<String> peers, Long leaseMillis) {}
