#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# gtest_traffic_run_test.sh RESULT.xml PROGRAM ARGUMENT…
# Runs one GoogleTest test for CTest, and trusts only the result file of GoogleTest. Returns the exit code of the
# program; 77 if the test was skipped without a failure; 1 if the program exited with 0 but ran no test.
result=$1
shift
mkdir -p "$(dirname "$result")" || exit 1
rm -f "$result"

"$@" "--gtest_output=xml:$result"
code=$?

if [ "$code" -gt 128 ]; then
  echo "$1 was ended by signal $((code - 128))" >&2
elif [ "$code" -eq 0 ]; then
  if [ ! -s "$result" ]; then
    echo "$1 exited with 0 before GoogleTest wrote its result file: look for a call of exit()" >&2
    code=1
  elif grep -q '^<testsuites tests="0"' "$result"; then
    echo "$1 ran no test: check the filter in its arguments: $*" >&2
    code=1
  elif grep -q '^ *<testcase .* result="skipped"' "$result"; then
    code=77
  fi
fi
exit "$code"
