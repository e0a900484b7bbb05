package io.mq.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** All Java sources of the project, parsed once by the compiler's own parser. */
final class SourceTree {

  /** One file. */
  record Source(Path path, String text, CompilationUnitTree tree, JavacTask task) {

    String packageName() {
      return tree.getPackageName() == null ? "" : tree.getPackageName().toString();
    }

    boolean isMain() {
      return path.toString().contains("/src/main/java/");
    }

    List<String> imports() {
      return tree.getImports().stream().map(i -> i.getQualifiedIdentifier().toString()).toList();
    }

    @Override
    public String toString() {
      return path.getFileName().toString();
    }
  }

  private SourceTree() {}

  /** Reads the modules beside this one. */
  static List<Source> read() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("mqnode"))) {
      root = root.getParent();
    }
    List<Path> files = new ArrayList<>();
    for (String module : List.of("shared", "mqnode", "mqctl")) {
      try (Stream<Path> walk = Files.walk(root.resolve(module).resolve("src"))) {
        walk.filter(p -> p.toString().endsWith(".java")).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return parse(files);
  }

  private static List<Source> parse(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      List<Source> sources = new ArrayList<>();
      for (CompilationUnitTree tree : task.parse()) {
        Path path = Path.of(tree.getSourceFile().toUri());
        sources.add(new Source(path, Files.readString(path), tree, task));
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
