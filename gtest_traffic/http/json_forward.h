// SPDX-License-Identifier: Apache-2.0
#pragma once

// Names Boost.JSON's types without their headers, which would be the dearest part of what a test
// file includes. Who looks into them includes <boost/json.hpp>.
namespace boost::json {
class array;
class object;
class storage_ptr;
class string;
class value;
}  // namespace boost::json

namespace boost::container::pmr {
class memory_resource;  // boost::json::memory_resource
}  // namespace boost::container::pmr
