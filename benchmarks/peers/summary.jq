# SPDX-License-Identifier: Apache-2.0
# Reduces the rounds, one object each, to one figure per tool. The interval is distribution-free.
# Its limits are the two closest order statistics that cover the median with at least 95 %.
def choose($n; $k): reduce range($k) as $i (1; . * ($n - $i) / ($i + 1));
def median: sort | (.[(length - 1) / 2 | floor] + .[length / 2 | floor]) / 2;
def coverage($n; $k): 1 - 2 * ([range($k) | choose($n; .)] | add) / pow(2; $n);
def interval:
  sort | length as $n
  | ([range(1; $n / 2 + 1 | floor) | select(coverage($n; .) >= 0.95)] | max // 1) as $k
  | {low: .[$k - 1], high: .[$n - $k], coverage: ([0, coverage($n; $k)] | max)};
def us_per_request: .cpu_ms * 1000 / .requests;

(map(select(.tool == "wrk")) | INDEX(.round) | map_values(us_per_request)) as $wrk
| . as $rounds
| {
    machine: $machine, commit: $commit, seconds: $seconds, users: 50,
    tools: (
      [group_by(.tool)[] | {
        tool: .[0].tool,
        rounds: length,
        requests_per_second: (map(.requests / $seconds) | median),
        cpu_us_per_request: (map(us_per_request) | median),
        ratio_to_wrk: (
          map($wrk[.round | tostring] as $base | select($base) | us_per_request / $base)
          | if length == 0 then null else {median: median} + interval end)
      }]
      | sort_by(.cpu_us_per_request)),
    samples: $rounds
  }
