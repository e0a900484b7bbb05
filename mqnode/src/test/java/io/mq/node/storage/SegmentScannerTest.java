package io.mq.node.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentScannerTest {

  private static final int SIZE = 5000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 903, 904, 905, 1023, 1024, 2047, 2048, 3975, 3976, 3977, 4998, 4999})
  void the_content_ends_behind_the_last_byte_that_is_not_zero(int last) {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.put(last / 2, (byte) 7);
    bytes.put(last, (byte) -1);

    assertEquals(last + 1, SegmentScanner.contentEnd(bytes));
  }

  @Test
  void bytes_behind_the_limit_do_not_count() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.put(10, (byte) 1).put(3000, (byte) 1);

    assertEquals(11, SegmentScanner.contentEnd(bytes.limit(2048)));
  }

  @Test
  void zeros_alone_have_no_content() {
    assertEquals(0, SegmentScanner.contentEnd(ByteBuffer.allocate(SIZE)));
    assertEquals(0, SegmentScanner.contentEnd(ByteBuffer.allocate(0)));
  }
}
