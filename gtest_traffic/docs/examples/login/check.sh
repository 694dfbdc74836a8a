#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check.sh PROGRAM: starts service.py on a free port, and runs the tests of PROGRAM against it. Prints a line that starts
# with `skipped:` if FastAPI is not installed.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")"

python=/usr/bin/python3  # Debian's packages are for this one
if ! $python -c 'import fastapi, uvicorn' 2>/dev/null; then
  echo "skipped: FastAPI is not installed; apt-get install python3-fastapi python3-uvicorn"
  exit
fi
log=$(mktemp)
PYTHONDONTWRITEBYTECODE=1 $python -m uvicorn service:app --port 0 &>"$log" &
service=$!
trap 'kill $service 2>/dev/null || true; rm -f "$log"' EXIT
for ((tries = 0; tries < 300; ++tries)); do
  url=$(grep -om 1 'http://127.0.0.1:[0-9]*' "$log") && break
  sleep 0.1
done
[[ -n $url ]] || { cat "$log"; exit 1; }
ADA_PASSWORD=correct-horse "$program" --traffic_base_url="$url" --gtest_filter='Writer.*' && code=0 || code=$?
((code == 0)) || exit "$code"
if ADA_PASSWORD=wrong "$program" --traffic_base_url="$url" --gtest_filter='Writer.*' >"$log"; then
  echo 'expected a wrong password to fail'
  exit 1
fi
grep -m 1 "step 'POST /login': expected status 200, got 401" "$log"
