package io.mq.shared.wire;

import java.util.List;

/** The answer to {@code POST /admin/members}: who belongs to the cluster now, committed. */
public record Members(List<AdminState.Member> members) {}
