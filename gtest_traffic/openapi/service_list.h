// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

namespace traffic::openapi {

// Returns the texts and the keys of a list of services that can be a path, a prefix or a URL:
// `/docman`, `http://host/docman/openapi.json`. Each comes once, in order. The names of services
// without any such text come as paths too: `docman` as `/docman`.
std::vector<std::string> service_paths(const boost::json::value& list);

}  // namespace traffic::openapi
