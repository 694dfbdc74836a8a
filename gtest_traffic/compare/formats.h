// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest_traffic/compare/run_result.h"
#include "gtest_traffic/error.h"

namespace traffic::detail::compare {

// Reads one document in a format. Errors do not name the source.
Expected<RunResult> read_google_benchmark(const boost::json::object& document);
Expected<RunResult> read_report(std::string_view text);  // report.json of this library
Expected<RunResult> read_k6(const boost::json::object& document);
Expected<RunResult> read_locust(std::string_view csv);

// Parses one or more consecutive JSON documents. The elements of an array count as documents.
Expected<std::vector<boost::json::value>> parse_documents(std::string_view text);

// Quotes the words NaN and Infinity, which some tools write instead of numbers.
std::string quote_non_numbers(std::string_view text);
bool is_non_number(const boost::json::value& value);

// Returns the value as a double if it is a number of any type. A text such as "12.5" is not a
// number.
std::optional<double> number_in(const boost::json::value& value);
std::optional<double> number_at(const boost::json::object& object, std::string_view key);
std::string text_at(const boost::json::object& object,
                    std::string_view key);  // empty if there is no such text

}  // namespace traffic::detail::compare
