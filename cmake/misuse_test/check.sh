#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check.sh g++-12|clang++-16 WORK: compiles each mistake in this folder, and compares the first lines of the compiler's
# text with golden/<mistake>.<compiler>-<version>.txt. With UPDATE_GOLDEN=1, writes these files instead. Prints a line
# that starts with `skipped:` if this version of the compiler is not installed.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C  # plain quotes in the texts

name=$1 work=$2
version=${name##*-}
compiler=$(command -v "$name" || command -v "${name%-*}") || {
  echo "skipped: $name is not installed; apt-get install $([[ $name == g++* ]] && echo "$name" || echo "clang-$version")"
  exit
}
if [[ $("$compiler" -dumpversion) != "$version"* ]]; then
  echo "skipped: $compiler has version $("$compiler" -dumpversion), and the golden texts are those of version $version"
  exit
fi
golden=${name/clang++/clang}

# The headers are compiled once. g++ finds the result in its first folder of headers.
mkdir -p "$work"
flags=(-std=c++20 -I "$work" -I include -I ../..)
if [[ $name == g++* ]]; then
  "$compiler" "${flags[@]}" -w -x c++-header include/shopper.h -o "$work/shopper.h.gch"
else
  flags+=(-fpch-instantiate-templates)
  "$compiler" "${flags[@]}" -w -x c++-header include/shopper.h -o "$work/shopper.pch"
  flags+=(-include-pch "$work/shopper.pch")
fi

# Prints the first five lines that start an error or tell its cause, in the file of the user or in a public header.
# Omits paths, the lines and columns of headers, and the steps of macros and conditions.
first_lines() {
  sed -nE '
    /expanded from|in expansion of|in definition of|evaluate[sd]|because|comparison reduces/d
    s/^[^ ]*(gtest_traffic\/[a-z_]+\.h):[0-9]+:[0-9]+:/\1:/
    s/^([a-z_]+\.cc:[0-9]+):[0-9]+:/\1:/
    /^(gtest_traffic\/[a-z_]+\.h|[a-z_]+\.cc:[0-9]+): +(error|note|required from here)/p' |
    awk '!seen[$0]++ && ++n <= 5'
}

wrong=0
for source in *.cc; do
  case=${source%.cc}
  code=0
  text=$("$compiler" "${flags[@]}" -fsyntax-only -fdiagnostics-color=never "$source" 2>&1) || code=$?
  if [[ $case == correct ]]; then
    ((code == 0)) || { printf '%s must compile:\n%s\n' "$source" "$text"; wrong=1; }
    continue
  fi
  file=golden/$case.$golden.txt
  text=$(first_lines <<<"$text")
  [[ -n $text ]] || text="(no error in the file of the user or in a public header)"
  [[ -z ${UPDATE_GOLDEN:-} ]] || printf '%s\n' "$text" >"$file"
  if ((code == 0)); then
    echo "$source must not compile"
    wrong=1
  elif ! diff -u --label "$file" --label "$name" "$file" - <<<"$text"; then
    wrong=1
  fi
done
((wrong == 0)) || { echo "if the change is intended, run with UPDATE_GOLDEN=1"; exit 1; }
echo "$name explains each mistake in the words of its golden file"
