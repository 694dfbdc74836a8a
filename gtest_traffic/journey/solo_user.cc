// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/journey/solo_user.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "gtest_traffic/journey/abandoned.h"

namespace traffic::detail {
namespace {

constexpr Duration kTimeToStop = std::chrono::seconds(1);

}  // namespace

SoloUser::SoloUser(const Journey& journey, const BaseUrl& target, std::uint64_t seed,
                   std::function<void(Session&)> life)
    : journey_(&journey),
      seed_(seed),
      life_(std::move(life)),
      recorder_({journey.full_name}),
      context_(reactor_, recorder_, RunContext::Use::kTest) {
  context_.client.set_target(target);
  context_.mix = {journey_};
}

void SoloUser::start() {
  allow_parking();
  thread_ = std::thread([this] { run(); });
}

// Constructs and destroys the session on the user's thread, as fibers require.
void SoloUser::run() {
  allow_parking();
  session_ = std::make_unique<Session>(context_, 0, seed_, [this](Session& self) {
    life_(self);
    reactor_.stop();
  });
  position_ = &session_->published_position();
  had_stack_ = session_->fiber().has_stack();
  Time give_up_at = Time::max();
  if (had_stack_) {
    reactor_.start(session_->fiber());
    reactor_.run([&](Time now) {
      hand_over();
      if (!told_to_stop_) return;
      if (!std::exchange(context_.client.stopping, true)) {
        give_up_at = now + kTimeToStop;
        reactor_.keep_ticking(Reactor::Precision::kFine);
      }
      reactor_.wake(session_->fiber(), Wake::kCanceled);
      if (now >= give_up_at) reactor_.stop();
    });
  }
  hand_over();
  skipped_ = session_->skipped();
  skip_message_ = session_->skip_message();
  failures_untold_ =
      session_->failures() - std::min<std::uint64_t>(session_->failures(), Session::kMaxFailures);
  session_.reset();
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

void SoloUser::hand_over() {
  std::vector<JourneyFailure> news = session_->take_failures();
  if (news.empty()) return;
  const std::lock_guard lock(mutex_);
  std::move(news.begin(), news.end(), std::back_inserter(failures_));
}

bool SoloUser::wait(Duration most) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, most, [this] { return ended_; });
    if (!ended_) return false;
  }
  if (thread_.joinable()) thread_.join();
  return true;
}

void SoloUser::stop() {
  told_to_stop_ = true;
  reactor_.post([] {});  // wakes the reactor
}

UserPosition SoloUser::position() const {
  const PublishedPosition* const published = position_;
  return published == nullptr ? UserPosition{journey_, nullptr, journey_->location}
                              : published->position();
}

std::vector<JourneyFailure> SoloUser::take_failures() {
  const std::lock_guard lock(mutex_);
  return std::exchange(failures_, {});
}

std::string SoloUser::leave() {
  const pthread_t handle = thread_.native_handle();
  std::string backtrace = backtrace_of(handle);
  // The latest failures can be read safely only while the thread is parked.
  if (park(handle, context_.progress) == Parking::kParked) hand_over();
  thread_.detach();
  abandon(shared_from_this());
  return backtrace;
}

}  // namespace traffic::detail
