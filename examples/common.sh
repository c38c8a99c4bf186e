# What the scripts `run` of the examples share; to be sourced. Each works in a fresh folder, with an API simulator of its
# own on a free port, and ends what it started.
# shellcheck shell=bash
set -euo pipefail

example=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
name=$(basename "$example")
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$home/pom.xml" | head -n 1)
work=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/sakia-$name.XXXXXX")" && pwd)
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
started=()

fail() {
  printf '%s: %s\n' "$name" "$1" >&2
  exit 1
}

# Ends what was started, last first. The folder stays where something went wrong.
end() {
  local status=$? i
  trap - EXIT
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill "${started[i]}" 2>/dev/null || true
    wait "${started[i]}" 2>/dev/null || true
  done
  if [ "$status" -eq 0 ]; then
    rm -rf "$work"
  else
    printf '%s: FAILED; what it printed and wrote lies in %s\n' "$name" "$work" >&2
  fi
  exit "$status"
}
trap end EXIT
trap 'exit 130' INT TERM

# Waits until a file has a line with a text, at most a minute; 1 when the process that writes it has ended before.
await_line() {
  local file=$1 text=$2 pid=$3 try
  for ((try = 0; try < 600; try++)); do
    if grep -qF -- "$text" "$file" 2>/dev/null; then
      return 0
    fi
    kill -0 "$pid" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

free_port() {
  local port try
  for ((try = 0; try < 100; try++)); do
    port=$((12000 + RANDOM % 20000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s\n' "$port"
      return 0
    fi
  done
  fail 'found no free port'
}

# Builds Sakia where its sources are newer, and starts its API simulator: $api is where the orders are.
serve_api() {
  local port try
  "$home/sakia" --version >/dev/null
  for try in 1 2 3; do
    port=$(free_port)
    "$home/sakia" demo --serve "$port" >"$work/api.log" 2>&1 &
    started+=("$!")
    if await_line "$work/api.log" Serving "$!"; then
      # shellcheck disable=SC2034 # the scripts use it
      api="http://127.0.0.1:$port/orders"
      return 0
    fi
  done
  cat "$work/api.log" >&2
  fail 'the API simulator did not start'
}

# Runs Maven on the example's pom.xml, having put this checkout's library into the local repository, as mvn install does.
build() {
  command -v mvn >/dev/null || fail 'found no mvn; install Maven 3.8 or newer'
  if ! (cd "$example" && mvn -B -q -Dstyle.color=never \
    org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file \
    -Dfile="$home/target/sakia-$version.jar" -DpomFile="$home/pom.xml" "$@") >"$work/build.log" 2>&1; then
    tail -n 30 "$work/build.log" >&2
    fail 'the build failed'
  fi
}

# Compares the ids of records on the standard input, a record a line, with first to last, each exactly once.
check_ids() {
  local what=$1 first=$2 last=$3 difference
  if ! difference=$(diff <(seq "$first" "$last") <(sed 's/.*"id":\([0-9]*\).*/\1/' | sort -n)); then
    printf '%s\n' "$difference" | head -n 20 >&2
    fail "$what: the ids are not $first to $last, each once; < is missing, > is too many"
  fi
}
