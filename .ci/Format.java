import com.google.googlejavaformat.java.Main;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Runs google-java-format over every Java file below {@code src} of the modules, in one JVM.
 *
 * <p>Arguments: {@code check} or {@code write}, the folder of the project, and a file that remembers
 * the digests of contents known to be well formatted, so that only changed files cost time.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    if (!write && !args[0].equals("check")) {
      System.err.println("-Dformat is either check or write, not " + args[0]);
      System.exit(2);
    }
    Path root = Path.of(args[1]);
    Path memory = Path.of(args[2]);
    Set<String> known = new HashSet<>();
    if (Files.exists(memory)) {
      known.addAll(Files.readAllLines(memory));
    }

    List<Path> all = javaFiles(root);
    List<Path> todo = new ArrayList<>();
    for (Path file : all) {
      if (!known.contains(digest(file))) {
        todo.add(file);
      }
    }
    if (!todo.isEmpty() && !format(todo, root, write)) {
      System.exit(1);
    }

    Set<String> good = new TreeSet<>();
    for (Path file : all) {
      good.add(digest(file));
    }
    Files.createDirectories(memory.getParent());
    Files.write(memory, good);
  }

  private static boolean format(List<Path> files, Path root, boolean write) throws Exception {
    List<String> arguments = new ArrayList<>();
    if (write) {
      arguments.add("--replace");
    } else {
      arguments.add("--dry-run");
      arguments.add("--set-exit-if-changed");
    }
    files.forEach(file -> arguments.add(file.toString()));
    var changed = new java.io.StringWriter();
    var complaints = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code =
        new Main(new PrintWriter(changed, true), complaints, InputStream.nullInputStream())
            .format(arguments.toArray(String[]::new));
    complaints.flush();
    List<String> names = changed.toString().lines().toList();
    for (String name : names) {
      System.err.println("not formatted: " + root.relativize(Path.of(name)));
    }
    if (!names.isEmpty()) {
      System.err.println("Files above differ from google-java-format; .ci/format rewrites them.");
    }
    return code == 0;
  }

  private static List<Path> javaFiles(Path root) throws Exception {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        Path sources = module.resolve("src");
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(found::add);
          }
        }
      }
    }
    return found;
  }

  private static String digest(Path file) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
  }
}
