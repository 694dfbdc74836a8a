// SPDX-License-Identifier: Apache-2.0
#include "gtest_traffic/load/user_pool.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace traffic::detail {

UserPool::UserPool(RunContext& context, const LoadPlan& plan, unsigned worker, Life life)
    : context_(&context),
      plan_(&plan),
      worker_(worker),
      life_(std::move(life)),
      free_(plan.mix.user_classes()),
      surplus_(plan.mix.user_classes(), Surplus(plan.keep_idle_users)),
      active_of_(plan.mix.user_classes()),
      done_of_(plan.mix.user_classes()) {
  for (std::size_t user_class = 0; user_class < plan.mix.user_classes(); ++user_class) {
    exactly_.push_back(plan.mix.exactly(user_class, worker, plan.workers));
  }
}

VirtualUser* UserPool::add(std::size_t user_class) {
  const std::uint64_t number =
      next_number_++ * plan_->numbers_apart() + plan_->first_number + worker_;
  auto user = std::make_unique<VirtualUser>(*context_, user_class, number,
                                            mix_seed(plan_->seed, number), life_);
  if (!user->session.fiber().has_stack()) return nullptr;
  ++active_;
  ++active_of_[user_class];
  peak_ = std::max<std::uint64_t>(peak_, active_);
  context_->client.reactor.start(user->session.fiber());
  users_.push_back(std::move(user));
  return users_.back().get();
}

void UserPool::leave(const VirtualUser& user) {
  --active_;
  --active_of_[user.user_class];
  ++finished_;
}

VirtualUser* UserPool::take_free(std::size_t user_class) {
  if (free_[user_class].empty()) return nullptr;
  VirtualUser* const user = free_[user_class].back();
  free_[user_class].pop_back();
  surplus_[user_class].taken(free_[user_class].size());
  return user;
}

bool UserPool::any_free() const {
  return std::any_of(free_.begin(), free_.end(), [](const auto& list) { return !list.empty(); });
}

void UserPool::retire(VirtualUser& user) {
  user.retired = true;
  wake(user);
}

bool UserPool::release_one() {
  for (std::size_t user_class = 0; user_class < free_.size(); ++user_class) {
    VirtualUser* const user = take_free(user_class);
    if (user == nullptr) continue;
    retire(*user);
    return true;
  }
  return false;
}

void UserPool::release_idle(Time now, bool paused) {
  for (std::size_t user_class = 0; user_class < free_.size(); ++user_class) {
    std::vector<VirtualUser*>& free = free_[user_class];
    if (paused) surplus_[user_class].restart();
    const std::size_t count = surplus_[user_class].leaving(now, free.size());
    if (count == 0) continue;
    // A user whose SetUp took an item of a feeder stays. Otherwise the next user could get an item
    // that is in use, or none.
    const auto end = free.begin() + static_cast<std::ptrdiff_t>(count);
    const auto staying = std::stable_partition(
        free.begin(), end, [](const auto* user) { return !user->session.owns_item(); });
    const std::vector<VirtualUser*> leaving(free.begin(), staying);
    free.erase(free.begin(), staying);
    for (VirtualUser* const user : leaving) retire(*user);
  }
}

VirtualUser* UserPool::take_ready() {
  if (ready_.empty()) return nullptr;
  VirtualUser* const user = ready_.front();
  ready_.pop_front();
  return user;
}

std::size_t UserPool::done_users() const {
  return std::accumulate(done_of_.begin(), done_of_.end(), std::size_t{0});
}

void UserPool::adjust(std::size_t total, Random& random) {
  const std::size_t wanted = total - std::min(total, done_users());
  while (active_ < wanted) {
    if (add(class_to_add(random)) != nullptr) continue;
    refused_ = std::max<std::uint64_t>(refused_, wanted - active_);
    return;
  }
  retire_surplus(active_ - wanted);
}

// Users with an exact number are created first, and removed last.
std::size_t UserPool::class_to_add(Random& random) {
  for (std::size_t user_class = 0; user_class < exactly_.size(); ++user_class) {
    if (active_of_[user_class] < exactly_[user_class].value_or(0)) return user_class;
  }
  return plan_->mix.user_class(plan_->mix.pick(random));
}

void UserPool::retire_surplus(std::size_t surplus) {
  for (const bool exact : {false, true}) {
    for (const auto& user : users_) {
      if (surplus == 0) return;
      if (user->session.fiber().done() || exactly_[user->user_class].has_value() != exact) continue;
      user->retired = true;  // leaves at the end of its iteration
      if (user->resting) wake(*user);
      --surplus;
    }
  }
}

void UserPool::adjust(const std::vector<std::size_t>& by_class) {
  std::vector<std::size_t> surplus(by_class.size());
  for (std::size_t c = 0; c < by_class.size(); ++c) {
    const std::size_t wanted = by_class[c] - std::min(by_class[c], done_of_[c]);
    if (active_of_[c] > wanted) surplus[c] = active_of_[c] - wanted;
    if (active_of_[c] < wanted && !fill(c, wanted - active_of_[c])) return;
  }
  for (const auto& user : users_) {
    if (user->session.fiber().done() || surplus[user->user_class] == 0) continue;
    --surplus[user->user_class];
    user->retired = true;
    if (user->resting) wake(*user);
  }
}

bool UserPool::fill(std::size_t user_class, std::size_t missing) {
  for (; missing > 0; --missing) {
    if (add(user_class) != nullptr) continue;
    refused_ = std::max<std::uint64_t>(refused_, missing);
    return false;
  }
  return true;
}

void UserPool::wake_paused() {
  for (const auto& user : users_) {
    if (user->paused) wake(*user);
  }
}

void UserPool::wake_idle() {
  for (auto& list : free_) {
    for (VirtualUser* const user : std::exchange(list, {})) wake(*user);
  }
  for (const auto& user : users_) {
    if (user->resting) wake(*user);
  }
  for (VirtualUser* const user : std::exchange(ready_, {})) wake(*user);
}

void UserPool::cancel_all() {
  for (const auto& user : users_) {
    context_->client.reactor.wake(user->session.fiber(), Wake::kCanceled);
  }
}

void UserPool::remove_finished() {
  if (finished_ == 0) return;
  finished_ = 0;
  std::erase_if(users_, [](const auto& user) { return user->session.fiber().done(); });
}

std::vector<std::unique_ptr<VirtualUser>> UserPool::take_unfinished() {
  std::vector<std::unique_ptr<VirtualUser>> unfinished = std::exchange(users_, {});
  std::erase_if(unfinished, [](const auto& user) { return user->session.fiber().done(); });
  return unfinished;
}

void UserPool::conclude() {
  for (const auto& user : users_) user->session.conclude();
}

}  // namespace traffic::detail
