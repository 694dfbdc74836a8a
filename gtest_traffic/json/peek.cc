// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/json/peek.h"

#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cstdint>
#include <utility>

#include "gtest_traffic/http/json_number.h"
#include "gtest_traffic/json/unlimited_handler.h"

namespace traffic::detail {
namespace {

using boost::system::error_code;

constexpr std::size_t kMaxTokens = 8;

// Follows the path of the value being read. `depth_` is the number of open objects and arrays
// around it. `matched_` is the number of tokens of the pointer that match the path so far. The
// value is the requested one if all tokens match. `update_state()` derives the other members from
// these two numbers.
class Finder : public UnlimitedHandler {
 public:
  // Returns false for a pointer that requires the parsed document.
  bool start(std::string_view pointer, boost::json::storage_ptr storage) {
    storage_ = std::move(storage);
    if (!pointer.empty() && pointer.front() != '/') return false;
    while (!pointer.empty()) {
      pointer.remove_prefix(1);
      const std::string_view token = pointer.substr(0, pointer.find('/'));
      if (count_ == kMaxTokens || token.find('~') != std::string_view::npos) return false;
      tokens_[count_++] = token;
      pointer.remove_prefix(token.size());
    }
    update_state();
    return true;
  }

  std::optional<boost::json::value> take() {
    storage_ = {};
    if (incomplete_ || escaped_key_) found_.reset();
    return std::exchange(found_, std::nullopt);
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_array_begin(error_code&) { return open(0); }
  bool on_array_end(std::size_t, error_code&) { return close(); }
  bool on_object_begin(error_code&) { return open(kNoIndex); }
  bool on_object_end(std::size_t, error_code&) { return close(); }
  bool on_key_part(boost::json::string_view, std::size_t, error_code&) {
    split_by_escape_ = true;
    return true;
  }
  bool on_key(boost::json::string_view rest, std::size_t size, error_code&) {
    const bool whole = !std::exchange(split_by_escape_, false);
    if (!next_may_match_ || size != tokens_[matched_].size()) return true;
    if (!whole) escaped_key_ = true;  // the rest of the key requires the parsed document
    if (whole && tokens_[matched_] == std::string_view(rest.data(), size)) match();
    return true;
  }
  bool on_string_part(boost::json::string_view, std::size_t, error_code&) {
    split_by_escape_ = true;
    return true;
  }
  bool on_string(boost::json::string_view text, std::size_t, error_code&) {
    begin_value();
    const bool whole = !std::exchange(split_by_escape_, false);
    if (wanted_) {
      incomplete_ = !whole;
      found_.emplace(boost::json::string(text, storage_));
    }
    return end_value();
  }
  bool on_number_part(boost::json::string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, boost::json::string_view, error_code&) {
    return scalar(number);
  }
  bool on_uint64(std::uint64_t number, boost::json::string_view, error_code&) {
    return scalar(number);
  }
  bool on_double(double number, boost::json::string_view text, error_code&) {
    return scalar(nearest_double(number, {text.data(), text.size()}));
  }
  bool on_bool(bool truth, error_code&) { return scalar(truth); }
  bool on_null(error_code&) { return scalar(nullptr); }
  bool on_comment_part(boost::json::string_view, error_code&) { return true; }
  bool on_comment(boost::json::string_view, error_code&) { return true; }

 private:
  static constexpr std::int64_t kNoIndex = -1;  // the container is an object

  // `next_may_match_`: the next member of the innermost container can match the next token.
  void update_state() {
    wanted_ = matched_ == count_ && depth_ == count_;
    next_may_match_ = depth_ > 0 && matched_ + 1 == depth_ && matched_ < count_;
    counts_items_ = next_may_match_ && index_[matched_] != kNoIndex;
  }

  void match() {
    ++matched_;
    found_.reset();  // the last of several equal keys counts
    incomplete_ = false;
    update_state();
  }

  void begin_value() {
    if (counts_items_) count_element();
  }

  void count_element() {
    const std::int64_t index = index_[matched_]++;
    const std::string_view token = tokens_[matched_];
    std::int64_t wanted_index = -1;
    const auto end = token.data() + token.size();
    const bool number = std::from_chars(token.data(), end, wanted_index).ptr == end;
    const bool canonical = token.size() == 1 || !token.starts_with('0');
    if (number && canonical && wanted_index == index) match();
  }

  bool end_value() {
    if (matched_ >= depth_ && depth_ > 0) {
      matched_ = depth_ - 1;
      update_state();
    }
    return true;
  }

  template <class T>
  bool scalar(T value) {
    begin_value();
    if (wanted_) found_.emplace(value);
    return end_value();
  }

  bool open(std::int64_t index) {
    begin_value();
    if (wanted_) incomplete_ = true;
    if (matched_ == depth_ && matched_ < count_) index_[matched_] = index;
    ++depth_;
    update_state();
    return true;
  }

  bool close() {
    --depth_;
    update_state();
    return end_value();
  }

  std::array<std::string_view, kMaxTokens> tokens_;
  std::array<std::int64_t, kMaxTokens> index_;  // of the containers on the path
  std::size_t count_ = 0;
  std::size_t depth_ = 0;
  std::size_t matched_ = 0;
  bool wanted_ = false;  // the value being read is the requested one
  bool next_may_match_ = false;
  bool counts_items_ = false;     // the innermost container is an array on the path
  bool split_by_escape_ = false;  // an escape splits the key or string being read
  bool incomplete_ = false;       // the value found is incomplete
  bool escaped_key_ = false;      // a key with escapes may be on the path
  std::optional<boost::json::value> found_;
  boost::json::storage_ptr storage_;
};

}  // namespace

std::optional<boost::json::value> peek_scalar(std::string_view text, std::string_view pointer,
                                              boost::json::storage_ptr storage) {
  // The parser is on the stack. The compiler then knows its state and can optimize the code, and a
  // small document needs no heap memory.
  boost::json::basic_parser<Finder> parser{boost::json::parse_options{}};
  if (!parser.handler().start(pointer, std::move(storage))) return std::nullopt;
  error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  std::optional<boost::json::value> found = parser.handler().take();
  if (error || read != text.size()) return std::nullopt;
  return found;
}

}  // namespace traffic::detail
