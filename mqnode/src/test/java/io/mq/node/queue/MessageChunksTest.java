package io.mq.node.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MessageChunksTest {

  @Test
  void it_behaves_like_a_plain_queue_across_chunk_borders() {
    SplittableRandom random = new SplittableRandom(3);
    MessageChunks chunks = new MessageChunks(1);
    ArrayDeque<Body> plain = new ArrayDeque<>();
    for (int i = 0; i < 50_000; i++) {
      boolean growing = i / 5_000 % 2 == 0;
      if (plain.isEmpty() || random.nextInt(10) < (growing ? 7 : 3)) {
        Body body = Body.of("m" + i);
        chunks.append(body);
        plain.addLast(body);
      } else {
        assertEquals(plain.removeFirst(), chunks.take());
      }
      assertEquals(plain.size(), chunks.size());
    }
    List<Body> visited = new ArrayList<>();
    chunks.forEach(Long.MAX_VALUE, visited::add);
    assertEquals(new ArrayList<>(plain), visited);
  }

  @Test
  void a_picture_stays_as_it_was_while_the_queue_goes_on() {
    MessageChunks chunks = new MessageChunks(1);
    List<Body> expected = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Body body = Body.of("m" + i);
      chunks.append(body);
      expected.add(body);
    }
    MessageChunks.Picture picture = chunks.picture();

    for (int i = 0; i < 3_000; i++) {
      chunks.take();
      chunks.append(Body.of("later" + i));
    }

    List<Body> seen = new ArrayList<>();
    picture.forEach(seen::add);
    assertEquals(expected, seen);
  }
}
