package io.mq.node.raft;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every planted bug must be noticed, by a transcript or by a random schedule. */
class MutantTest {

  @TestFactory
  Stream<DynamicTest> a_core_that() {
    return Mutants.ALL.entrySet().stream()
        .map(
            mutant ->
                DynamicTest.dynamicTest(
                    mutant.getKey(),
                    () ->
                        assertTrue(
                            MutantHunt.caughtBy(mutant.getValue()).isPresent(),
                            "neither a transcript nor a schedule")));
  }
}
