// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/match/json_matched.h"

#include <boost/json/value.hpp>

namespace traffic::detail {

template <class Number>
bool read_number(const boost::json::value& json, Number& number) {
  boost::system::error_code error;
  number = json.to_number<Number>(error);
  return !error;
}
template bool read_number(const boost::json::value&, char&);
template bool read_number(const boost::json::value&, signed char&);
template bool read_number(const boost::json::value&, unsigned char&);
template bool read_number(const boost::json::value&, short&);
template bool read_number(const boost::json::value&, unsigned short&);
template bool read_number(const boost::json::value&, int&);
template bool read_number(const boost::json::value&, unsigned&);
template bool read_number(const boost::json::value&, long&);
template bool read_number(const boost::json::value&, unsigned long&);
template bool read_number(const boost::json::value&, long long&);
template bool read_number(const boost::json::value&, unsigned long long&);
template bool read_number(const boost::json::value&, float&);
template bool read_number(const boost::json::value&, double&);

}  // namespace traffic::detail
