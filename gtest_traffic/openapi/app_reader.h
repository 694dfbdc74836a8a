// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "gtest_traffic/openapi/discovery.h"
#include "gtest_traffic/openapi/fetcher.h"

namespace traffic::openapi {

// Reads the description at a URI into an application, with the documents that it needs. `text` is
// the description itself, if it was already read. Needs a fetcher for URLs only.
App read_app(const DiscoveryRequest& request, Fetcher* fetcher, const std::string& uri,
             const std::string* text);

// Finds the prefix of an application. If there are several, asks the target which one has a `GET`
// operation without parameters.
void find_prefix(const DiscoveryRequest& request, Fetcher* fetcher, App& app);

// Gives each application a unique name: `main` without a prefix, else the last part of the prefix.
void name_apps(std::vector<App>& apps);

}  // namespace traffic::openapi
