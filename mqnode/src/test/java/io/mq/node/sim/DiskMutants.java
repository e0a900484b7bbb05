package io.mq.node.sim;

import io.mq.node.raft.Entry;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.storage.Disk;
import io.mq.node.storage.DiskFile;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Recovered;
import io.mq.node.storage.SegmentedLog;
import io.mq.shared.id.Term;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Bugs in how the disk is used, and in what a starting node takes from it. */
final class DiskMutants {

  private DiskMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("never forces a file", "15: durable by default", Profile.CRASH, NoForce::new),
        new Mutant(
            "never forces the directory",
            "13: a new name is durable only with its directory",
            Profile.CRASH,
            NoDirectoryForce::new),
        new Mutant(
            "swallows the failure of a force",
            "14: the first failed force is final",
            Profile.DISK,
            SwallowsFailure::new),
        new Mutant(
            "goes on after its disk has failed",
            "14: the first failed force is final",
            Profile.DISK,
            Survivor::new),
        new Mutant(
            "cuts the log at a damaged record",
            "16, 17: damaged is unknown, never absent",
            Profile.DISK,
            CutsAtDamage::new),
        new Mutant(
            "starts afresh where files are missing",
            "25, 26: missing state never means new",
            Profile.CRASH,
            StartsAfresh::new),
        new Mutant(
            "loses the end of what it forced",
            "15: what was forced is there",
            Profile.CRASH,
            ZeroesTail::new),
        new Mutant(
            "forgets its vote in a restart",
            "10, 11: the vote survives",
            Profile.CRASH,
            ForgetsVote::new),
        new Mutant(
            "forgets its term in a restart",
            "11: the term survives",
            Profile.CRASH,
            ForgetsTerm::new),
        new Mutant(
            "forgets its last entry in a restart",
            "17: only a torn tail is cut",
            Profile.CRASH,
            ForgetsEntry::new));
  }

  /** Passes everything on. */
  static class Wrapped implements Disk {
    final Disk disk;

    Wrapped(Disk disk) {
      this.disk = disk;
    }

    DiskFile wrap(DiskFile file) {
      return file;
    }

    @Override
    public List<String> list() throws IOException {
      return disk.list();
    }

    @Override
    public DiskFile create(String name) throws IOException {
      return wrap(disk.create(name));
    }

    @Override
    public DiskFile open(String name) throws IOException {
      return wrap(disk.open(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
      disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
      disk.delete(name);
    }

    @Override
    public void forceDirectory() throws IOException {
      disk.forceDirectory();
    }

    @Override
    public long usableBytes() throws IOException {
      return disk.usableBytes();
    }
  }

  /** Passes everything on. */
  static class WrappedFile implements DiskFile {
    final DiskFile file;

    WrappedFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      return file.read(position, target);
    }

    @Override
    public void write(long position, List<ByteBuffer> buffers) throws IOException {
      file.write(position, buffers);
    }

    @Override
    public void force() throws IOException {
      file.force();
    }

    @Override
    public void resize(long size) throws IOException {
      file.resize(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private static final class NoForce extends Assembly {
    @Override
    public Disk disk(Disk disk) {
      return new Wrapped(disk) {
        @Override
        DiskFile wrap(DiskFile file) {
          return new WrappedFile(file) {
            @Override
            public void force() {}
          };
        }
      };
    }
  }

  private static final class NoDirectoryForce extends Assembly {
    @Override
    public Disk disk(Disk disk) {
      return new Wrapped(disk) {
        @Override
        public void forceDirectory() {}
      };
    }
  }

  private static final class SwallowsFailure extends Assembly {
    @Override
    public Disk disk(Disk disk) {
      return new Wrapped(disk) {
        @Override
        DiskFile wrap(DiskFile file) {
          return new WrappedFile(file) {
            @Override
            public void force() throws IOException {
              try {
                super.force();
              } catch (SimDisk.PowerLost e) {
                throw e;
              } catch (IOException swallowed) {
                // as if nothing had happened
              }
            }
          };
        }
      };
    }
  }

  private static final class Survivor extends Assembly {
    @Override
    public boolean survivesDiskFailure() {
      return true;
    }
  }

  private static final class CutsAtDamage extends Assembly {
    @Override
    public Optional<Recovered.Intact> opened(Disk disk, Identity identity, LogSettings settings)
        throws IOException {
      return Optional.of(
          switch (SegmentedLog.open(disk, identity, settings)) {
            case Recovered.Intact intact -> intact;
            case Recovered.Damaged damaged -> cut(disk, identity, settings, damaged);
          });
    }

    private static Recovered.Intact cut(
        Disk disk, Identity identity, LogSettings settings, Recovered.Damaged damaged)
        throws IOException {
      for (String name : disk.list()) {
        disk.delete(name);
      }
      disk.forceDirectory();
      SegmentedLog.create(disk, identity, settings, 1);
      Recovered.Intact empty = (Recovered.Intact) SegmentedLog.open(disk, identity, settings);
      empty
          .log()
          .write(List.of(new Output.Write(1, Optional.of(damaged.hardState()), damaged.before())));
      empty.log().force();
      empty.log().close();
      return (Recovered.Intact) SegmentedLog.open(disk, identity, settings);
    }
  }

  private static final class StartsAfresh extends Assembly {
    private int starts;

    @Override
    public Disk disk(Disk disk) {
      starts++;
      if (starts % 10 != 0) {
        return disk;
      }
      try {
        for (String name : disk.list()) {
          disk.delete(name);
        }
      } catch (IOException e) {
        return disk;
      }
      return disk;
    }
  }

  private static final class ZeroesTail extends Assembly {
    @Override
    public Disk disk(Disk disk) {
      return new Wrapped(disk) {
        @Override
        DiskFile wrap(DiskFile file) {
          return new WrappedFile(file) {
            @Override
            public void write(long position, List<ByteBuffer> buffers) throws IOException {
              // The last buffer of a batch is written when the next batch is: too late.
              boolean isBatch = buffers.size() > 4;
              super.write(position, isBatch ? buffers.subList(0, buffers.size() - 1) : buffers);
            }
          };
        }
      };
    }
  }

  private static final class ForgetsVote extends Assembly {
    @Override
    public HardState restored(HardState hardState) {
      return new HardState(hardState.term(), Optional.empty());
    }
  }

  private static final class ForgetsTerm extends Assembly {
    @Override
    public HardState restored(HardState hardState) {
      return hardState.term().value() < 2
          ? hardState
          : new HardState(new Term(hardState.term().value() - 1), Optional.empty());
    }
  }

  private static final class ForgetsEntry extends Assembly {
    @Override
    public List<Entry> restored(List<Entry> entries) {
      return entries.isEmpty() ? entries : entries.subList(0, entries.size() - 1);
    }
  }
}
