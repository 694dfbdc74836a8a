// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/series.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace traffic {

void SeriesRow::append(const SeriesRow& next) {
  const double whole = length + next.length;
  if (whole > 0) offered_rate = (offered_rate * length + next.offered_rate * next.length) / whole;
  second = next.second;
  length = whole;
  started += next.started;
  requests += next.requests;
  errors += next.errors;
  active_users = next.active_users;
  bytes_received += next.bytes_received;
  response_time.merge(next.response_time);
  warm_up = warm_up && next.warm_up;
}

void SeriesRow::merge(const SeriesRow& other) {
  offered_rate += other.offered_rate;
  started += other.started;
  requests += other.requests;
  errors += other.errors;
  active_users += other.active_users;
  bytes_received += other.bytes_received;
  response_time.merge(other.response_time);
}

void Series::add(SeriesRow second) {
  if (rows_.empty() || seconds_in_last_ == seconds_per_row_) {
    rows_.push_back(std::move(second));
    seconds_in_last_ = 1;
  } else {
    rows_.back().append(second);
    ++seconds_in_last_;
  }
  if (rows_.size() > kMaxRows) halve();
}

void Series::add_late(std::size_t second, const SeriesRow& late) {
  if (rows_.empty()) return;
  SeriesRow& row = rows_[std::min(second / seconds_per_row_, rows_.size() - 1)];
  row.started += late.started;
  row.requests += late.requests;
  row.errors += late.errors;
  row.bytes_received += late.bytes_received;
  row.response_time.merge(late.response_time);
}

void Series::halve() {
  if (rows_.size() % 2 == 0) seconds_in_last_ += seconds_per_row_;
  seconds_per_row_ *= 2;
  std::vector<SeriesRow> halved;
  halved.reserve((rows_.size() + 1) / 2);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (i % 2 == 0) {
      halved.push_back(std::move(rows_[i]));
    } else {
      halved.back().append(rows_[i]);
    }
  }
  rows_ = std::move(halved);
}

void Series::merge(const Series& other) {
  Series twin = other;
  while (twin.seconds_per_row_ < seconds_per_row_) twin.halve();
  while (seconds_per_row_ < twin.seconds_per_row_) halve();
  const std::size_t common = std::min(rows_.size(), twin.rows_.size());
  for (std::size_t i = 0; i < common; ++i) rows_[i].merge(twin.rows_[i]);
  if (twin.rows_.size() > common) seconds_in_last_ = twin.seconds_in_last_;
  for (std::size_t i = common; i < twin.rows_.size(); ++i) {
    rows_.push_back(std::move(twin.rows_[i]));
  }
}

Series Series::from_rows(std::vector<SeriesRow> rows) {
  Series series;
  series.rows_ = std::move(rows);
  if (series.rows_.empty()) return series;
  const auto seconds = [](const SeriesRow& row) {
    return static_cast<std::size_t>(std::clamp(std::ceil(row.length), 1.0, 1e9));
  };
  series.seconds_per_row_ = std::bit_ceil(seconds(series.rows_.front()));
  series.seconds_in_last_ = seconds(series.rows_.back());
  return series;
}

}  // namespace traffic
