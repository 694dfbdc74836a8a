// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "gtest_traffic/config/settings.h"
#include "gtest_traffic/error.h"

namespace traffic::detail::flag_values {

// Each function parses the value of the flag of its name into the settings, within its bounds; see
// Flag::Setter.
using Result = std::optional<Error>;

Result base_url(Settings& settings, std::string_view value);
Result wait_ready(Settings& settings, std::string_view value);
Result openapi(Settings& settings, std::string_view value);
Result openapi_config(Settings& settings, std::string_view value);
Result discover(Settings& settings, std::string_view value);
Result check(Settings& settings, std::string_view value);
Result env(Settings& settings, std::string_view value);
Result load(Settings& settings, std::string_view value);
Result profile(Settings& settings, std::string_view value);
Result rate(Settings& settings, std::string_view value);
Result rps(Settings& settings, std::string_view value);
Result spawn_rate(Settings& settings, std::string_view value);
Result users(Settings& settings, std::string_view value);
Result duration(Settings& settings, std::string_view value);
Result think(Settings& settings, std::string_view value);
Result journeys(Settings& settings, std::string_view value);
Result find_max_rate(Settings& settings, std::string_view value);
Result expect(Settings& settings, std::string_view value);
Result warm_up(Settings& settings, std::string_view value);
Result iterations(Settings& settings, std::string_view value);
Result max_rate(Settings& settings, std::string_view value);
Result grace(Settings& settings, std::string_view value);
Result abort_after(Settings& settings, std::string_view value);
Result seed(Settings& settings, std::string_view value);
Result workers(Settings& settings, std::string_view value);
Result spin(Settings& settings, std::string_view value);
Result connect_timeout(Settings& settings, std::string_view value);
Result read_timeout(Settings& settings, std::string_view value);
Result total_timeout(Settings& settings, std::string_view value);
Result max_head(Settings& settings, std::string_view value);
Result max_body(Settings& settings, std::string_view value);
Result max_idle(Settings& settings, std::string_view value);
Result retries(Settings& settings, std::string_view value);
Result token(Settings& settings, std::string_view value);
Result api_key(Settings& settings, std::string_view value);
Result ledger(Settings& settings, std::string_view value);
Result report_dir(Settings& settings, std::string_view value);
Result csv(Settings& settings, std::string_view value);
Result html(Settings& settings, std::string_view value);
Result baseline(Settings& settings, std::string_view value);
Result log(Settings& settings, std::string_view value);
Result log_level(Settings& settings, std::string_view value);
Result statistics(Settings& settings, std::string_view value);
Result proxy(Settings& settings, std::string_view value);
Result resolve(Settings& settings, std::string_view value);
Result unix_socket(Settings& settings, std::string_view value);
Result allow_target(Settings& settings, std::string_view value);
Result junit(Settings& settings, std::string_view value);
Result har(Settings& settings, std::string_view value);
Result trace(Settings& settings, std::string_view value);
Result test_retries(Settings& settings, std::string_view value);
Result test_timeout(Settings& settings, std::string_view value);
Result golden_dir(Settings& settings, std::string_view value);
Result update_golden(Settings& settings, std::string_view value);
Result ca_file(Settings& settings, std::string_view value);
Result client_certificate(Settings& settings, std::string_view value);
Result client_key(Settings& settings, std::string_view value);
Result tls_min_version(Settings& settings, std::string_view value);
Result tls_server_name(Settings& settings, std::string_view value);
Result tls_insecure(Settings& settings, std::string_view value);

}  // namespace traffic::detail::flag_values
