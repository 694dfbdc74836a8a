# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by the scripts in this folder.

# The Debian 12 packages to build and test the tree.
# shellcheck disable=SC2034  # used by the scripts that source this
build_packages=(g++ cmake ninja-build ccache mold libgtest-dev libgmock-dev libbenchmark-dev libboost1.81-dev
  libboost-json1.81-dev libboost-context1.81-dev libboost-url1.81-dev libfmt-dev libpcre2-dev libre2-dev libssl-dev libcli11-dev
  pkg-config zlib1g-dev libbrotli-dev libyaml-dev)

clang_packages=(clang-16 libclang-rt-16-dev)
# The compilers and linkers of cmake/journey_test in addition to g++.
# shellcheck disable=SC2034
journey_packages=(clang-16 lld-16 clang-19 lld-19)

# Prints a line that is easy to find in the output of the tools.
say() { printf '== %s\n' "$*"; }

# Prints an error and exits with 2.
die() {
  printf '%s: %s\n' "$0" "$*" >&2
  exit 2
}

# Runs a command under a name. Prints its duration, even if it failed.
phase() {
  local name=$1 start=$SECONDS code=0
  shift
  say "$name: $*"
  "$@" </dev/null || code=$?
  if ((code)); then
    say "$name: failed with $code after $((SECONDS - start)) s"
  else
    say "$name: $((SECONDS - start)) s"
  fi
  return "$code"
}

# The results of count.
passed=0 failed=0 skipped=0

# Runs a command under a name and counts its result. If its last line is `N passed, N failed, N skipped`, these figures are
# added. Any other command counts as one; exit code 77 is a skip.
count() {
  local log code=0
  log=$(mktemp)
  phase "$@" 2>&1 | tee "$log" || code=$?
  local figures='^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$'
  # phase prints one more line after the command.
  if [[ $(tail -n 2 "$log" | head -n 1) =~ $figures ]]; then
    ((passed += BASH_REMATCH[1], failed += BASH_REMATCH[2], skipped += BASH_REMATCH[3])) || true
    ((code == 0 || BASH_REMATCH[2] > 0)) || ((failed += 1))
  elif ((code == 0)); then
    ((passed += 1))
  elif ((code == 77)); then
    ((skipped += 1))
  else
    ((failed += 1))
  fi
  rm -f "$log"
}

# Prints the figures and exits: with 0 if something passed and nothing failed.
end_with_count() {
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  ((passed && !failed))
  exit
}

# Installs the missing ones of these Debian packages.
install_packages() {
  command -v dpkg-query >/dev/null || die "expected a Debian system with dpkg: on other systems, install these packages yourself: $*"
  local package missing=() as_root=()
  for package; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  if ((${#missing[@]} == 0)); then
    say "packages: all $# are installed"
    return
  fi
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die "sudo is not installed: as root, run apt-get update && apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  phase "package lists" "${as_root[@]}" apt-get -q -o Acquire::Retries=3 update
  phase "packages" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -o Acquire::Retries=3 install -y --no-install-recommends "${missing[@]}"
}

# Configures and builds a preset: build PRESET [TARGET…]. Compiles eight sources of a room as one, which halves the
# build time, unless `unity` is OFF. A preset alone compiles the sources separately, which is better while you change
# them.
build() {
  local preset=$1 targets=()
  shift
  (($#)) && targets=(--target "$@")
  phase "configure $preset" cmake --preset "$preset" -DCMAKE_UNITY_BUILD="${unity:-ON}"
  phase "build $preset" cmake --build --preset "$preset" -j "$(nproc)" "${targets[@]}"
}
