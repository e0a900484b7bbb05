# shellcheck shell=sh disable=SC2154 # the variables named below come from the launchers
# Sourced by mqctl/bin/mqctl and mqnode/bin/mqnode, which set $root, $name (of module and jar),
# $main (the main class) and $flags (of the JVM). POSIX sh, and next to no process is started on
# the way to java, for the launcher's time is the user's.

# Follows $1 through symbolic links, into $followed. The launchers need the same to find this file.
follow() {
  followed=$1
  while [ -L "$followed" ]; do
    link=$(readlink "$followed")
    case $link in
      /*) followed=$link ;;
      *) followed=${followed%/*}/$link ;;
    esac
  done
}

fail() {
  echo "$name: $2" >&2
  exit "$1"
}

# Sets $java_home to folder $1 if its release file says 25 or later.
try_jdk() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r release_line || [ -n "$release_line" ]; do
    case $release_line in
      JAVA_VERSION=*)
        release_line=${release_line#JAVA_VERSION=}
        release_line=${release_line#\"}
        release_line=${release_line%%[!0-9]*}
        [ "${release_line:-0}" -ge 25 ] || return 1
        java_home=$1
        return 0
        ;;
    esac
  done < "$1/release"
  return 1
}

find_java() {
  if [ -n "${MQ_JAVA_HOME-}" ]; then
    try_jdk "$MQ_JAVA_HOME" || fail 127 "MQ_JAVA_HOME=$MQ_JAVA_HOME is not a JDK 25 or later."
    return
  fi
  try_jdk "${JAVA_HOME-}" && return
  if on_path=$(command -v java); then
    follow "$on_path"
    try_jdk "${followed%/bin/java}" && return
  fi
  for candidate in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/java/* \
    /opt/jdk* /opt/*/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.asdf/installs/java/*; do
    try_jdk "$candidate" && return
  done
  fail 127 "needs a JDK 25 or later and found none; install one, or name its folder in MQ_JAVA_HOME."
}

# The jar is written last, and not complete while somebody builds.
built() {
  [ -f "$jar" ] && [ ! -d "$lock" ]
}

build() {
  [ -f "$root/pom.xml" ] || fail 1 "$jar is missing."
  mkdir -p "$root/target"
  waited=0
  until mkdir "$lock" 2> /dev/null; do
    [ -d "$lock" ] || fail 1 "cannot write to $root/target."
    if [ "$waited" -eq 0 ]; then
      echo "$name: waiting for another build to end" >&2
    fi
    sleep 1
    waited=$((waited + 1))
    builder=
    [ -r "$lock/pid" ] && read -r builder < "$lock/pid"
    if [ -n "$builder" ]; then
      kill -0 "$builder" 2> /dev/null || rm -rf "$lock"
    elif [ "$waited" -ge 10 ]; then
      # Killed between making the lock and writing its pid.
      rm -rf "$lock"
    fi
  done
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP PIPE
  echo $$ > "$lock/pid"
  if [ ! -f "$jar" ]; then
    command -v mvn > /dev/null ||
      fail 127 "is not built yet, which takes Maven (mvn), and none is on the PATH."
    echo "$name: first use, building the project (later starts do not wait for this)" >&2
    log=$root/target/first-build.log
    (cd "$root" && JAVA_HOME=$java_home exec mvn -B -ntp -q -Dquick package) \
      < /dev/null > "$log" 2>&1 || {
      cat "$log" >&2
      fail 1 "the build failed; the reason is above."
    }
  fi
  rm -rf "$lock"
  trap - EXIT INT TERM HUP PIPE
  [ -f "$jar" ] || fail 1 "the build made no $jar."
}

# Whether the cache is newer than all it was made from. The JVM should look itself, but up to 25.0.3
# it does not (JDK-8377932), and would run the classes of the jars as they once were.
cache_fits() {
  [ -f "$aot" ] || return 1
  for part in "$jar" "$lib" "$lib"/*.jar; do
    # shellcheck disable=SC3013 # every sh in use has -nt, and POSIX since 2024
    [ "$aot" -nt "$part" ] || return 1
  done
}

launch() {
  jar=$root/$name/target/$name.jar
  lib=$root/$name/target/lib
  aot=$root/$name/target/$name.aot
  lock=$root/target/first-build.lock
  find_java
  # MQ_BUILDING: a training run inside the very build that others wait for.
  [ -n "${MQ_BUILDING-}" ] || built || build
  # What is written here is in one language, with dates as ISO has them: without the texts of all the
  # world's languages a start is a twentieth of a second shorter.
  set -- "-Dmq.home=$root" -Djava.locale.providers=SPI -cp "$jar" "$main" "$@"
  if [ -n "${MQ_AOT_TRAIN-}" ]; then
    # A training run: the JVM writes the cache when it ends.
    set -- "-XX:AOTCacheOutput=$MQ_AOT_TRAIN" "$@"
  elif cache_fits; then
    # Nor is all compiled at once that the training run found hot: short commands end before it pays,
    # and nodes that start together on few cores would find their first leader later.
    set -- "-XX:AOTCache=$aot" -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions \
      -XX:-AOTReplayTraining "$@"
  fi
  # -Xlog:disable: a cache that does not fit only costs time, and is no news to the user.
  # -XX:-UsePerfData: the JVM's counters are a file mapped into memory, and whoever writes to one may
  # wait for a busy disk; besides, to make it takes time, and to keep it wakes an idle JVM.
  # shellcheck disable=SC2086 # flags are words
  exec "$java_home/bin/java" $flags -Xlog:disable -XX:-UsePerfData ${MQ_JAVA_OPTS-} "$@"
}
