import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Replaces a library's jar by one compiled anew from its published sources. Class files older than
 * version 50 are left out of the JVM's start-up cache, and picocli's, made for Java 5, are; without
 * them in the cache every command starts a third slower.
 *
 * <p>Arguments: the jar, the jar of its sources, and where to keep the result for the next one who
 * asks for the same. Does nothing if the jar's classes are new enough.
 */
final class Recompile {

  private static final int FIRST_CACHED = 50;
  private static final String RELEASE = "25";

  private Recompile() {}

  public static void main(String[] args) throws Exception {
    Path jar = Path.of(args[0]);
    if (classVersion(jar) >= FIRST_CACHED) {
      return;
    }
    Path kept = Path.of(args[2]);
    if (Files.exists(kept)) {
      Files.copy(kept, jar, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    Path classes = Files.createTempDirectory("mq-recompile");
    try {
      compile(Path.of(args[1]), classes);
      pack(jar, classes);
      Files.createDirectories(kept.toAbsolutePath().getParent());
      Files.copy(jar, kept, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      delete(classes);
    }
  }

  private static int classVersion(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      JarEntry first =
          file.stream()
              .filter(e -> e.getName().endsWith(".class") && !e.getName().contains("-info"))
              .filter(e -> !e.getName().startsWith("META-INF"))
              .findFirst()
              .orElseThrow();
      try (InputStream in = file.getInputStream(first)) {
        byte[] header = in.readNBytes(8);
        return ((header[6] & 0xff) << 8) | (header[7] & 0xff);
      }
    }
  }

  private static void compile(Path sources, Path classes) throws IOException {
    List<JavaFileObject> units = new ArrayList<>();
    try (JarFile file = new JarFile(sources.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        boolean code = entry.getName().endsWith(".java") && !entry.getName().contains("-info");
        if (code && !entry.getName().startsWith("META-INF")) {
          try (InputStream in = file.getInputStream(entry)) {
            units.add(new Source(entry.getName(), new String(in.readAllBytes(), "UTF-8")));
          }
        }
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of("--release", RELEASE, "-proc:none", "-nowarn", "-g", "-d", classes.toString());
    if (!compiler.getTask(complaints, null, null, options, null, units).call()) {
      throw new IllegalStateException(sources + " does not compile: " + complaints);
    }
  }

  /** Whatever of the jar is no class stays as it is. */
  private static void pack(Path jar, Path classes) throws IOException {
    Path draft = jar.resolveSibling(jar.getFileName() + ".new");
    try (JarFile old = new JarFile(jar.toFile());
        OutputStream out = Files.newOutputStream(draft);
        JarOutputStream made = new JarOutputStream(out)) {
      for (JarEntry entry : old.stream().toList()) {
        made.putNextEntry(new JarEntry(entry.getName()));
        Path compiled = classes.resolve(entry.getName());
        if (Files.isRegularFile(compiled)) {
          Files.copy(compiled, made);
          Files.delete(compiled);
        } else if (!entry.isDirectory()) {
          try (InputStream in = old.getInputStream(entry)) {
            in.transferTo(made);
          }
        }
        made.closeEntry();
      }
      // Those that only the new compiler makes, such as for lambdas or switches.
      for (Path more : files(classes)) {
        made.putNextEntry(new JarEntry(classes.relativize(more).toString()));
        Files.copy(more, made);
        made.closeEntry();
      }
    }
    Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** A source file within a jar. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
