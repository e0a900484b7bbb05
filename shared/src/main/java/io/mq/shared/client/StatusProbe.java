package io.mq.shared.client;

import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** Finds the leader among nodes that do not redirect, by asking all for {@code GET /status}. */
final class StatusProbe {

  private static final long TIMEOUT_MILLIS = 500;

  private record Claim(String url, long term) {}

  private final Http http;
  private final List<String> urls;

  StatusProbe(Http http, List<String> urls) {
    this.http = http;
    this.urls = urls;
  }

  /** The node that says it leads, of several the one with the latest term. */
  Optional<String> leader() {
    List<CompletableFuture<Optional<Claim>>> answers = new ArrayList<>();
    try (ExecutorService threads = CallThreads.open()) {
      for (String url : urls) {
        answers.add(CompletableFuture.supplyAsync(() -> claim(url), threads));
      }
    }
    return answers.stream()
        .flatMap(answer -> answer.join().stream())
        .max(Comparator.comparingLong(Claim::term))
        .map(Claim::url);
  }

  private Optional<Claim> claim(String url) {
    try {
      JsonObject status = http.send(url, HttpCall.of("GET", "/status"), TIMEOUT_MILLIS).json();
      return "leader".equalsIgnoreCase(status.text("role", ""))
          ? Optional.of(new Claim(url, status.number("term", 0)))
          : Optional.empty();
    } catch (IOException e) {
      // No answer, or none that is a status: nobody who says that it leads.
      return Optional.empty();
    }
  }
}
