// SPDX-License-Identifier: Apache-2.0
#pragma once

// Declares types of Boost.JSON without its headers, which are expensive to compile. Files that
// access their members must include <boost/json.hpp>.
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
