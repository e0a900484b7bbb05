package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AddressBookTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);

  @Test
  void an_address_reads_back_as_it_was_written() {
    MemberAddress address = new MemberAddress("http://[::1]:8001", "http://host-2:18001");

    assertEquals(Optional.of(address), MemberAddress.parse(address.text()));
  }

  @Test
  void what_is_no_address_is_none() {
    for (String text : List.of("", "http://a", "http://a b", "http://a http://b http://c", " ")) {
      assertEquals(Optional.empty(), MemberAddress.parse(text), text);
    }
    assertThrows(
        IllegalArgumentException.class, () -> new MemberAddress("http://a/", "http://b:1"));
    assertThrows(IllegalArgumentException.class, () -> new MemberAddress("a:1", "http://b:1"));
  }

  @Test
  void the_book_follows_the_configuration() {
    AddressBook book = new AddressBook();
    TreeMap<NodeId, String> texts = new TreeMap<>();
    texts.put(N1, "http://c1:1 http://p1:2");
    texts.put(N2, "unreadable");
    book.replace(texts);

    assertEquals(Optional.of("http://c1:1"), book.clientUrl(N1));
    assertEquals(Optional.of("http://p1:2"), book.peerUrl(N1));
    assertEquals(Optional.empty(), book.clientUrl(N2));
    assertEquals(new TreeSet<>(List.of(N1)), book.others(N2));

    book.replace(new TreeMap<>());
    assertEquals(Optional.empty(), book.clientUrl(N1));
  }
}
