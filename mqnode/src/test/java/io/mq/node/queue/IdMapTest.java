package io.mq.node.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IdMapTest {

  @Test
  void it_behaves_like_a_sorted_map_and_pictures_stay_as_they_were() {
    SplittableRandom random = new SplittableRandom(4);
    IdMap<String> map = new IdMap<>();
    TreeMap<Long, String> plain = new TreeMap<>();
    TreeMap<Long, String> plainThen = new TreeMap<>();
    IdMap.Picture<String> picture = map.picture();
    for (int i = 0; i < 40_000; i++) {
      long id = random.nextInt(2_000);
      if (plain.containsKey(id)) {
        assertEquals(plain.remove(id), map.remove(id));
      } else {
        plain.put(id, "v" + i);
        map.add(id, "v" + i);
      }
      assertEquals(plain.size(), map.size());
      assertEquals(plain.get(id), map.get(id));
      if (!plain.isEmpty()) {
        assertEquals(plain.firstKey(), map.firstId());
      }
      if (i % 1_000 == 0) {
        assertEquals(plainThen, contents(picture));
        picture = map.picture();
        plainThen = new TreeMap<>(plain);
      }
    }
  }

  @Test
  void it_visits_no_more_than_asked_for() {
    IdMap<String> map = new IdMap<>();
    for (long id : new long[] {1, 255, 256, 9_000}) {
      map.add(id, "v" + id);
    }
    TreeMap<Long, String> seen = new TreeMap<>();

    map.forEach(3, seen::put);

    assertEquals(3, seen.size());
    assertEquals(256, seen.lastKey());
  }

  @Test
  void an_id_has_one_value() {
    IdMap<String> map = new IdMap<>();
    map.add(1, "a");

    assertThrows(IllegalArgumentException.class, () -> map.add(1, "b"));
    assertThrows(IllegalArgumentException.class, () -> map.add(-1, "b"));
  }

  private static Map<Long, String> contents(IdMap.Picture<String> picture) {
    TreeMap<Long, String> contents = new TreeMap<>();
    picture.forEach(contents::put);
    assertEquals(contents.size(), picture.size());
    return contents;
  }
}
