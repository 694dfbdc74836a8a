#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# gtest_traffic_run_test.sh RESULT.xml PROGRAM ARGUMENT…
# Runs one GoogleTest test for CTest, and trusts only the result file of GoogleTest. Returns 0 only if that file says
# that the test ran and that nothing failed; 77 if the test was skipped without a failure; the exit code of the program
# if it is not 0; otherwise 1.
result=$1
shift
mkdir -p "$(dirname "$result")" || exit 1
rm -f "$result"

"$@" "--gtest_output=xml:$result"
code=$?

fail() {
  echo "$*" >&2
  exit 1
}

# Says whether GoogleTest recorded a test whose line matches.
recorded() { grep -Eq "^ *<testcase .*$1" "$result"; }

if [ "$code" -gt 128 ]; then
  echo "$1 was ended by signal $((code - 128))" >&2
elif [ "$code" -eq 77 ]; then
  fail "$1 exited with 77, which CTest takes for a skipped test: use GTEST_SKIP(), or another exit code"
fi
[ "$code" -eq 0 ] || exit "$code"

[ -s "$result" ] || fail "$1 exited with 0 before GoogleTest wrote its result file: look for a call of exit()"
if grep -Eq '^<testsuites .*(failures|errors)="[1-9]' "$result"; then
  fail "$1 exited with 0 although a check failed: return the result of RUN_ALL_TESTS() from main()"
fi
recorded 'result="skipped"' && exit 77
# GoogleTest records a test that never started as completed, at the time 0.
if recorded 'timestamp="(1970-01-01|1969-12-31)T'; then
  echo "$1 did not run the test, because the SetUp() of an environment called GTEST_SKIP()" >&2
  exit 77
fi
recorded 'status="run" result="completed"' || fail "$1 ran no test: check the filter in its arguments: $*"
