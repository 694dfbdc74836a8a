// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest_traffic/gtest_traffic.h>

#include <memory>
#include <string>
#include <vector>

// Both files define journeys of this class, so that its users run journeys from two files.
class Guest : public traffic::User {
 public:
  virtual int pace() { return 1; }
  virtual std::string title() const { return "guest"; }

  static int set_ups;
  static int tear_downs;
  static int walks_in_first_file;
  static int walks_in_second_file;

 protected:
  void SetUp() override { ++set_ups; }
  void TearDown() override {
    ++tear_downs;
    EXPECT_EQ(notes_.size(), static_cast<std::size_t>(visits_));
  }

  int next_visit() {
    notes_.push_back(std::string(40, 'x'));
    return ++visits_;
  }

  int visits_ = 0;
  std::vector<std::string> notes_;
};
