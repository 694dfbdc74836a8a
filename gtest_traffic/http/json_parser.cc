// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/http/json_parser.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <limits>
#include <utility>

#include "gtest_traffic/http/json_number.h"

namespace traffic::detail {

// Builds the values, as the handler of boost::json::parser does.
class JsonParser::Builder {
 public:
  using error_code = boost::system::error_code;
  using string_view = boost::json::string_view;

  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  boost::json::value_stack& stack() { return stack_; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(std::size_t size, error_code&) { return stack_.push_object(size), true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t size, error_code&) { return stack_.push_array(size), true; }
  bool on_key_part(string_view text, std::size_t, error_code&) {
    return stack_.push_chars(text), true;
  }
  bool on_key(string_view text, std::size_t, error_code&) { return stack_.push_key(text), true; }
  bool on_string_part(string_view text, std::size_t, error_code&) {
    return stack_.push_chars(text), true;
  }
  bool on_string(string_view text, std::size_t, error_code&) {
    return stack_.push_string(text), true;
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, string_view, error_code&) {
    return stack_.push_int64(number), true;
  }
  bool on_uint64(std::uint64_t number, string_view, error_code&) {
    return stack_.push_uint64(number), true;
  }
  // The text is the whole number, because each document is written at once.
  bool on_double(double number, string_view text, error_code&) {
    return stack_.push_double(nearest_double(number, {text.data(), text.size()})), true;
  }
  bool on_bool(bool truth, error_code&) { return stack_.push_bool(truth), true; }
  bool on_null(error_code&) { return stack_.push_null(), true; }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  boost::json::value_stack stack_;
};

class JsonParser::Impl : public boost::json::basic_parser<Builder> {
 public:
  using basic_parser::basic_parser;
};

JsonParser::JsonParser(const boost::json::parse_options& options)
    : impl_(std::make_unique<Impl>(options)) {}

JsonParser::~JsonParser() = default;

boost::json::value JsonParser::parse(std::string_view text, boost::json::storage_ptr storage,
                                     boost::system::error_code& error) {
  boost::json::value_stack& stack = impl_->handler().stack();
  impl_->reset();
  stack.reset(std::move(storage));
  read_ = impl_->write_some(false, text.data(), text.size(), error);
  if (!error && read_ < text.size()) error = boost::json::error::extra_data;
  if (error) {
    // The unfinished values can be in memory that is freed before the next text.
    stack.reset();
    return nullptr;
  }
  return stack.release();
}

boost::json::value parse_json(std::string_view text, boost::system::error_code& error,
                              boost::json::storage_ptr storage,
                              const boost::json::parse_options& options) {
  return JsonParser(options).parse(text, std::move(storage), error);
}

}  // namespace traffic::detail
