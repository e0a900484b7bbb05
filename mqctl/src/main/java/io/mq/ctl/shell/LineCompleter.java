package io.mq.ctl.shell;

import io.mq.ctl.complete.Completion;
import io.mq.ctl.complete.Completions;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers what may come next in a line that is being typed. */
final class LineCompleter implements Completer {

  private static final String PARTS = "-,=/";

  private final Completions completions;

  LineCompleter(Completions completions) {
    this.completions = completions;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> before = line.words().subList(0, line.wordIndex());
    int leading = Leading.count(before);
    if (leading > before.size()) {
      return;
    }
    if (leading == before.size()) {
      Leading.WORDS.forEach(word -> candidates.add(candidate(new Completion(word, "", true))));
    }
    String typed = line.word().substring(0, line.wordCursor());
    // JLine matches whole words by itself, and forgives slips; parts of words it cannot know.
    boolean inParts = typed.chars().anyMatch(c -> PARTS.indexOf(c) >= 0);
    completions
        .next(before.subList(leading, before.size()), inParts ? typed : "")
        .forEach(completion -> candidates.add(candidate(completion)));
  }

  private static Candidate candidate(Completion completion) {
    String about = completion.description().isEmpty() ? null : completion.description();
    return new Candidate(
        completion.word(), completion.word(), null, about, null, null, completion.whole());
  }
}
