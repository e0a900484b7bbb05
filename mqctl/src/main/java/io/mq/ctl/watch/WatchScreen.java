package io.mq.ctl.watch;

import io.mq.ctl.shell.Tty;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** The whole screen, drawn anew four times a second, and the keys. Confined to one thread. */
public final class WatchScreen {

  private static final long REDRAW_MILLIS = 250;
  private static final int PAGE = 5;
  private static final int ESCAPE_MILLIS = 50;
  private static final int END_OF_INPUT = -1;

  /** What a key stands for. */
  private enum Key {
    UP,
    DOWN,
    BACK,
    FORTH,
    KILL,
    RESTART,
    PAUSE,
    ISOLATE,
    HEAL,
    QUIT,
    DIGIT,
    OTHER
  }

  private final Terminal terminal;
  private final Probe probe;
  private final NodeActions actions;
  private final boolean coloured;
  private final List<NodeId> nodes;
  private int selected;
  private int scrolledBack;
  private String remark = "";
  private Optional<Future<String>> underWay = Optional.empty();
  private volatile boolean over;

  /** A view on that terminal. */
  public WatchScreen(Tty tty, Probe probe, NodeActions actions, boolean coloured) {
    this.terminal = tty.terminal();
    this.probe = probe;
    this.actions = actions;
    this.coloured = coloured;
    this.nodes = probe.nodes();
  }

  /** Shows the cluster until q, Ctrl-C, or the end of the cluster. The screen is as before then. */
  public void run() {
    SignalHandler before = terminal.handle(Signal.INT, _ -> over = true);
    Attributes attributes = terminal.enterRawMode();
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.puts(Capability.cursor_invisible);
    try (ExecutorService worker = Executors.newSingleThreadExecutor(WatchScreen::daemon)) {
      loop(worker);
      worker.shutdownNow();
    } finally {
      terminal.puts(Capability.cursor_visible);
      terminal.puts(Capability.keypad_local);
      terminal.puts(Capability.exit_ca_mode);
      terminal.setAttributes(attributes);
      terminal.handle(Signal.INT, before);
      terminal.flush();
    }
  }

  private static Thread daemon(Runnable task) {
    return Thread.ofPlatform().daemon().name("watch-action").unstarted(task);
  }

  private void loop(ExecutorService worker) {
    Display display = new Display(terminal, true);
    BindingReader keys = new BindingReader(terminal.reader());
    KeyMap<Key> bindings = bindings();
    while (!over) {
      settle();
      Optional<Moment> moment =
          probe.moment(Optional.of(nodes.get(selected)), scrolledBack, remark);
      if (moment.isEmpty()) {
        return;
      }
      draw(display, moment.get());
      int next = keys.peekCharacter(REDRAW_MILLIS);
      if (next == END_OF_INPUT) {
        return;
      }
      if (next >= 0) {
        Key key = keys.readBinding(bindings);
        press(key == null ? Key.QUIT : key, keys.getLastBinding(), worker);
      }
    }
  }

  private void draw(Display display, Moment moment) {
    Size size = terminal.getSize();
    display.resize(size);
    List<AttributedString> lines = Frame.of(moment, size.getColumns(), size.getRows());
    display.update(coloured ? lines : lines.stream().map(WatchScreen::plain).toList(), -1);
  }

  private static AttributedString plain(AttributedString line) {
    return new AttributedString(line.toString());
  }

  private KeyMap<Key> bindings() {
    KeyMap<Key> map = new KeyMap<>();
    map.setAmbiguousTimeout(ESCAPE_MILLIS);
    map.setNomatch(Key.OTHER);
    map.setUnicode(Key.OTHER);
    bind(map, Key.UP, Capability.key_up, "\u001b[A");
    bind(map, Key.DOWN, Capability.key_down, "\u001b[B");
    bind(map, Key.BACK, Capability.key_ppage, "\u001b[5~");
    bind(map, Key.FORTH, Capability.key_npage, "\u001b[6~");
    map.bind(Key.KILL, "k");
    map.bind(Key.RESTART, "r", "s");
    map.bind(Key.PAUSE, "p");
    map.bind(Key.ISOLATE, "i");
    map.bind(Key.HEAL, "h");
    map.bind(Key.QUIT, "q", "Q", KeyMap.ctrl('C'), KeyMap.ctrl('D'));
    IntStream.rangeClosed(1, 9).forEach(digit -> map.bind(Key.DIGIT, Integer.toString(digit)));
    return map;
  }

  /** What the terminal says it sends, and what most send whatever theirs says. */
  private void bind(KeyMap<Key> map, Key key, Capability capability, String usual) {
    map.bind(key, usual);
    String sent = KeyMap.key(terminal, capability);
    if (sent != null && !sent.isEmpty()) {
      map.bind(key, sent);
    }
  }

  private void press(Key key, String typed, ExecutorService worker) {
    switch (key) {
      case UP -> selected = Math.max(0, selected - 1);
      case DOWN -> selected = Math.min(nodes.size() - 1, selected + 1);
      case DIGIT -> selected = Math.min(nodes.size(), Integer.parseInt(typed)) - 1;
      case BACK -> scrolledBack = Math.min(EventWindow.MOST, scrolledBack + PAGE);
      case FORTH -> scrolledBack = Math.max(0, scrolledBack - PAGE);
      case KILL -> act(worker, actions::kill);
      case RESTART -> act(worker, actions::restart);
      case PAUSE -> act(worker, actions::pauseOrResume);
      case ISOLATE -> act(worker, actions::isolate);
      case HEAL -> act(worker, _ -> actions.heal());
      case QUIT -> over = true;
      case OTHER -> remark = "";
    }
  }

  /** One at a time: what a node does not carry out at once must not pile up behind it. */
  private void act(ExecutorService worker, Function<NodeId, String> action) {
    if (underWay.isPresent()) {
      remark = "wait until that is done.";
      return;
    }
    NodeId node = nodes.get(selected);
    remark = node + " ...";
    underWay = Optional.of(worker.submit(() -> action.apply(node)));
  }

  private void settle() {
    underWay
        .filter(Future::isDone)
        .ifPresent(
            done -> {
              remark =
                  switch (done.state()) {
                    case SUCCESS -> done.resultNow();
                    case FAILED -> "" + done.exceptionNow().getMessage();
                    case CANCELLED, RUNNING -> "";
                  };
              underWay = Optional.empty();
            });
  }
}
