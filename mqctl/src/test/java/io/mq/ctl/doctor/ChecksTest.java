package io.mq.ctl.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.OwnProcess;
import io.mq.ctl.cluster.ProcessIdentity;
import io.mq.ctl.cluster.StateHome;
import io.mq.ctl.doctor.BuildCheck.Seen;
import io.mq.ctl.doctor.CachesCheck.Cache;
import io.mq.ctl.doctor.Finding.Result;
import io.mq.ctl.doctor.PinnedPortsCheck.Pinned;
import io.mq.ctl.doctor.StatesCheck.Fate;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the checks make of what they saw. */
class ChecksTest {

  private static final Path PLACE = Path.of("/s");
  private static final long MIB = 1L << 20;

  @TempDir Path temporary;

  private static void assertSays(Result result, String part, Finding finding) {
    assertEquals(result, finding.result(), finding.toString());
    assertTrue((finding.found() + " -> " + finding.advice()).contains(part), finding.toString());
    assertEquals(result == Result.OK, finding.advice().isEmpty(), "advice unless all is well");
  }

  @Test
  void java_must_be_25_and_is_known_only_to_the_launcher() {
    JavaCheck check = new JavaCheck();

    assertSays(Result.OK, "JDK 25.0.3 in /j", check.judge(25, "25.0.3", Path.of("/j"), true));
    assertSays(Result.OK, "JDK 26", check.judge(26, "26", Path.of("/j"), true));
    assertSays(Result.PROBLEM, "MQ_JAVA_HOME", check.judge(24, "24.0.1", Path.of("/j"), true));
    assertSays(Result.WARNING, "launcher", check.judge(25, "25.0.3", Path.of("/j"), false));
  }

  @Test
  void a_build_is_whole_under_way_interrupted_or_replaced() {
    BuildCheck check = new BuildCheck();
    Optional<Path> none = Optional.empty();
    Optional<Path> lock = Optional.of(Path.of("/p/target/first-build.lock"));
    Path jar = Path.of("/p/mqnode/target/mqnode.jar");
    Optional<Path> mine = Optional.of(Path.of("/my/node"));

    assertSays(
        Result.OK,
        "built in /s",
        check.judge(PLACE, new Seen(List.of(), none, false, none, false)));
    assertSays(
        Result.PROBLEM,
        "missing: " + jar,
        check.judge(PLACE, new Seen(List.of(jar), none, false, none, false)));
    assertSays(
        Result.WARNING,
        "under way",
        check.judge(PLACE, new Seen(List.of(jar), lock, true, none, false)));
    assertSays(
        Result.WARNING,
        "interrupted",
        check.judge(PLACE, new Seen(List.of(jar), lock, false, none, false)));
    assertSays(
        Result.OK, "/my/node", check.judge(PLACE, new Seen(List.of(), none, false, mine, true)));
    assertSays(
        Result.PROBLEM,
        "not executable",
        check.judge(PLACE, new Seen(List.of(), none, false, mine, false)));
  }

  @Test
  void a_cache_fits_when_it_is_newer_than_all_its_parts_and_of_this_jvm() {
    CachesCheck check = new CachesCheck();
    Path file = Path.of("/p/mqctl.aot");
    Path jar = Path.of("/p/mqctl.jar");
    Optional<FileTime> made = Optional.of(FileTime.fromMillis(2_000));
    Map<Path, FileTime> older = Map.of(jar, FileTime.fromMillis(1_000));

    assertSays(Result.OK, "fits", check.judge(new Cache(file, made, older, true)));
    assertSays(
        Result.WARNING,
        "there is no /p/mqctl.aot",
        check.judge(new Cache(file, Optional.empty(), Map.of(), false)));
    assertSays(
        Result.WARNING,
        "not newer than /p/mqctl.jar",
        check.judge(new Cache(file, made, Map.of(jar, made.get()), true)));
    assertSays(Result.WARNING, "another JVM", check.judge(new Cache(file, made, older, false)));
  }

  @Test
  void the_state_folder_must_be_writable_and_secrets_readable_by_their_owner_alone() {
    StateFolderCheck folder = new StateFolderCheck();
    assertSays(Result.OK, "/s", folder.judge(PLACE, PLACE, true));
    assertSays(Result.OK, "first cluster makes", folder.judge(Path.of("/s/x"), PLACE, true));
    assertSays(Result.PROBLEM, "XDG_STATE_HOME", folder.judge(Path.of("/s/x"), PLACE, false));

    SecretsCheck secrets = new SecretsCheck();
    Path file = Path.of("/s/cluster.json");
    assertSays(Result.OK, "", secrets.judge(file, PosixFilePermissions.fromString("rw-------")));
    for (String open : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-")) {
      assertSays(
          Result.PROBLEM,
          "chmod 600 /s/cluster.json",
          secrets.judge(file, PosixFilePermissions.fromString(open)));
    }
  }

  @Test
  void a_disk_is_slow_beside_a_heartbeat_and_memory_is_no_disk() {
    DiskSpeedCheck check = new DiskSpeedCheck();

    assertSays(
        Result.OK,
        "takes 0.8 ms at the median, 49.0 ms at the 99th percentile of 300",
        check.judge(PLACE, new ForceTimes(300, 0.8, 49), "ext4", 50));
    assertSays(
        Result.WARNING,
        "slow beside a heartbeat of 50 ms",
        check.judge(PLACE, new ForceTimes(300, 0.8, 51), "ext4", 50));
    assertSays(Result.WARNING, "slow", check.judge(PLACE, new ForceTimes(300, 21, 30), "ext4", 50));
    assertSays(
        Result.WARNING,
        "nothing in it survives a power loss",
        check.judge(PLACE, new ForceTimes(300, 0.01, 0.02), "tmpfs", 50));
  }

  @Test
  void force_times_are_the_middle_and_the_worst_but_for_one_in_a_hundred() throws Exception {
    long[] nanos = new long[100];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (100 - i) * 1_000_000L;
    }
    assertEquals(new ForceTimes(100, 50, 99), ForceTimes.of(nanos));
    assertEquals(new ForceTimes(1, 7, 7), ForceTimes.of(new long[] {7_000_000}));

    ForceTimes measured = ForceTimes.measure(temporary);

    assertTrue(measured.count() >= 1 && measured.medianMillis() > 0, measured.toString());
    assertTrue(measured.p99Millis() >= measured.medianMillis(), measured.toString());
    try (var files = Files.list(temporary)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void room_is_judged_by_the_limits_of_the_nodes() {
    DiskSpaceCheck check = new DiskSpaceCheck();

    assertSays(Result.OK, "1024 MiB", check.judge(PLACE, 1_024 * MIB));
    assertSays(Result.WARNING, "288 MiB", check.judge(PLACE, 300 * MIB));
    assertSays(Result.PROBLEM, "refuses messages", check.judge(PLACE, 64 * MIB - 1));
    assertSays(Result.PROBLEM, "writes nothing", check.judge(PLACE, 16 * MIB - 1));
  }

  @Test
  void few_open_files_are_a_warning_and_very_few_a_problem() {
    OpenFilesCheck check = new OpenFilesCheck();

    assertSays(Result.OK, "1024", check.judge(1_024));
    assertSays(Result.WARNING, "few clients", check.judge(1_023));
    assertSays(Result.PROBLEM, "too few for a node", check.judge(255));
  }

  @Test
  void a_pinned_port_in_use_names_its_user_if_it_can_be_seen() {
    PinnedPortsCheck check = new PinnedPortsCheck();
    Pinned port = new Pinned("demo", "n1", "127.0.0.1", 4_001);
    Optional<OwnProcess> user =
        Optional.of(
            new OwnProcess(
                new ProcessIdentity(42, 1), 1, List.of("python3", "-m", "http.server"), PLACE));

    assertSays(Result.PROBLEM, "kill 42", check.judge(port, user, false));
    assertSays(
        Result.PROBLEM, "used by pid 42 (python3 -m http.server)", check.judge(port, user, false));
    assertSays(Result.PROBLEM, "cannot be seen", check.judge(port, Optional.empty(), false));
    assertSays(Result.PROBLEM, "mqctl cluster adopt demo", check.judge(port, user, true));
  }

  @Test
  void what_is_written_down_is_stale_when_its_process_is_gone_or_another() {
    StatesCheck check = new StatesCheck();
    ProcessIdentity process = new ProcessIdentity(42, 1);

    assertEquals(Optional.empty(), check.judge("demo", "n1", process, Fate.ALIVE));
    assertSays(
        Result.WARNING,
        "pid 42 is gone",
        check.judge("demo", "n1", process, Fate.GONE).orElseThrow());
    assertSays(
        Result.WARNING,
        "pid 42 is another process now, which mqctl leaves alone",
        check.judge("demo", "n1", process, Fate.REUSED).orElseThrow());
    var folder = StateHome.from(Map.of("XDG_STATE_HOME", "/s")).folder("demo");
    assertSays(Result.WARNING, "rm -r " + folder.path(), check.stateless(folder, false));
    assertSays(Result.PROBLEM, "mqctl cluster adopt demo", check.stateless(folder, true));
    assertSays(Result.PROBLEM, "no good", check.unreadable(folder, "no good.", false));
    assertSays(Result.PROBLEM, "adopt demo", check.unreadable(folder, "no good.", true));
  }

  @Test
  void faults_and_pauses_that_were_left_are_warnings_that_say_how_to_end_them() {
    FaultsCheck check = new FaultsCheck();
    FaultView view = new FaultView("f1", FaultSpec.network(new Block(), 90_000), 61_000);

    Finding found = check.inForce("demo", new NodeId(1), view);

    assertSays(Result.WARNING, "for another 61 s", found);
    assertSays(Result.WARNING, "mqctl heal --cluster demo", found);
    assertSays(
        Result.WARNING, "mqctl resume n2 --cluster demo", check.paused("demo", new NodeId(2)));
    assertSays(Result.WARNING, "does not answer: why", check.silent("demo", new NodeId(2), "why"));
  }
}
