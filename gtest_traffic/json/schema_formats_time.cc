// SPDX-License-Identifier: Apache-2.0
#include <cstddef>

#include "gtest_traffic/json/schema_formats.h"

namespace traffic::detail {
namespace {

// Reads a text from left to right. `ok` becomes false if the text does not match.
struct Reader {
  std::string_view left;
  bool ok = true;

  int digits(std::size_t count) {
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i >= left.size() || left[i] < '0' || left[i] > '9') {
        ok = false;
        return 0;
      }
      number = number * 10 + (left[i] - '0');
    }
    left.remove_prefix(count);
    return number;
  }
  bool take(char c) {
    if (left.empty() || left.front() != c) return false;
    left.remove_prefix(1);
    return true;
  }
  void need(char c) { ok = take(c) && ok; }
  bool take_digit() {
    if (left.empty() || left.front() < '0' || left.front() > '9') return false;
    left.remove_prefix(1);
    return true;
  }
};

bool read_date(Reader& reader) {
  const int year = reader.digits(4);
  reader.need('-');
  const int month = reader.digits(2);
  reader.need('-');
  const int day = reader.digits(2);
  if (!reader.ok || month < 1 || month > 12 || day < 1) return false;
  constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= kDays[month - 1] && (month != 2 || leap || day < 29);
}

bool read_time(Reader& reader) {
  const int hour = reader.digits(2);
  reader.need(':');
  const int minute = reader.digits(2);
  reader.need(':');
  const int second = reader.digits(2);
  if (reader.take('.')) {
    reader.digits(1);
    while (reader.ok && reader.take_digit()) {
    }
  }
  if (!reader.ok || hour > 23 || minute > 59 || second > 60) return false;
  int offset = 0;
  if (!reader.take('Z') && !reader.take('z')) {
    const bool west = reader.take('-');
    if (!west) reader.need('+');
    const int hours = reader.digits(2);
    reader.need(':');
    const int minutes = reader.digits(2);
    if (!reader.ok || hours > 23 || minutes > 59) return false;
    offset = (hours * 60 + minutes) * (west ? -1 : 1);
  }
  // A leap second is the last second of a day in UTC.
  const int utc = ((hour * 60 + minute - offset) % 1440 + 1440) % 1440;
  return second < 60 || utc == 1439;
}

// Reads numbers with units in the given order. Returns the count of numbers.
int read_parts(Reader& reader, std::string_view units) {
  int count = 0;
  bool gap = false;
  std::size_t last = 0;
  while (!reader.left.empty() && reader.left.front() >= '0' && reader.left.front() <= '9') {
    while (reader.take_digit()) {
    }
    const std::size_t unit =
        reader.left.empty() ? std::string_view::npos : units.find(reader.left[0]);
    if (unit == std::string_view::npos || (count > 0 && unit < last)) {
      reader.ok = false;
      return 0;
    }
    gap = gap || (count > 0 && unit != last);
    last = unit + 1;
    reader.left.remove_prefix(1);
    ++count;
  }
  if (gap) reader.ok = false;  // the grammar does not allow `P1Y2D`
  return count;
}

}  // namespace

bool is_date(std::string_view text) {
  Reader reader{text};
  return read_date(reader) && reader.left.empty();
}

bool is_time(std::string_view text) {
  Reader reader{text};
  return read_time(reader) && reader.left.empty();
}

bool is_date_time(std::string_view text) {
  Reader reader{text};
  return read_date(reader) && (reader.take('T') || reader.take('t')) && read_time(reader) &&
         reader.left.empty();
}

bool is_duration(std::string_view text) {
  Reader reader{text};
  reader.need('P');
  if (text.ends_with('W')) return reader.ok && read_parts(reader, "W") == 1 && reader.left.empty();
  int count = read_parts(reader, "YMD");
  if (reader.take('T')) {
    const int times = read_parts(reader, "HMS");
    if (times == 0) return false;
    count += times;
  }
  return reader.ok && count > 0 && reader.left.empty();
}

}  // namespace traffic::detail
