// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "gtest_traffic/json/schema_run.h"

namespace traffic::detail {

bool SchemaRun::check_logic(const SchemaNode& node, const Place& at, const Scope* scope,
                            Marks marks) {
  const SchemaLogicRule& rule = *node.logic;
  bool ok = true;
  const auto both = [&](bool fine) {
    ok = ok && fine;
    return ok || report_ != nullptr;
  };
  for (const SchemaNode* each : rule.refs) {
    if (!both(apply(*each, at, scope, marks))) return false;
  }
  if (rule.dynamic_ref != nullptr) {
    // The outermost resource with this anchor wins (2020-12 core, section 8.2.3.2).
    const SchemaNode* target = rule.dynamic_ref;
    for (const Scope* each = scope; each != nullptr; each = each->outer) {
      for (const auto& [name, anchored] : each->resource->dynamic_anchors) {
        if (name == rule.dynamic_anchor) target = anchored;
      }
    }
    if (!both(apply(*target, at, scope, marks))) return false;
  }
  if (rule.discriminator) {
    if (!both(check_discriminated(node, at, scope, marks))) return false;
  } else {
    if (!rule.any.empty() && !both(check_any(node, at, scope, marks))) return false;
    if (!rule.one.empty() && !both(check_one(node, at, scope, marks))) return false;
  }
  if (rule.negated != nullptr && tries(*rule.negated, at, scope, kNoMarks)) {
    ok = false;
    if (report_failure(node, "not", at, [] { return "a value that does not match 'not'"; })) {
      return false;
    }
  }
  if (rule.condition != nullptr) both(check_condition(node, at, scope, marks));
  return ok && !given_up_;
}

bool SchemaRun::tries(const SchemaNode& node, const Place& at, const Scope* scope, Marks marks) {
  std::vector<SchemaFailure>* const report = std::exchange(report_, nullptr);
  const Marks own = marks == kNoMarks ? kNoMarks : push_marks(at.value);
  const bool ok = apply(node, at, scope, own);
  if (own != kNoMarks) {
    if (ok) merge_marks(own, marks);
    pop_marks(own);
  }
  report_ = report;
  return ok;
}

bool SchemaRun::check_any(const SchemaNode& node, const Place& at, const Scope* scope,
                          Marks marks) {
  const auto& alternatives = node.logic->any;
  bool found = false;
  for (const SchemaNode* each : alternatives) {
    found = tries(*each, at, scope, marks) || found;
    if (given_up_) return false;
    if (found && marks == kNoMarks) return true;
  }
  if (found) return true;
  report_failure(node, "anyOf", at, [&] {
    return fmt::format("at least one of {} alternatives", alternatives.size());
  });
  return explain_alternatives(alternatives, at, scope);
}

bool SchemaRun::check_one(const SchemaNode& node, const Place& at, const Scope* scope,
                          Marks marks) {
  const auto& alternatives = node.logic->one;
  std::size_t first = alternatives.size();
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    if (!tries(*alternatives[i], at, scope, marks)) {
      if (given_up_) return false;
      continue;
    }
    if (first == alternatives.size()) {
      first = i;
      continue;
    }
    report_failure(node, "oneOf", at, [&] {
      return fmt::format("exactly one of {} alternatives (numbers {} and {} match)",
                         alternatives.size(), first + 1, i + 1);
    });
    return false;
  }
  if (first < alternatives.size()) return true;
  report_failure(node, "oneOf", at, [&] {
    return fmt::format("exactly one of {} alternatives", alternatives.size());
  });
  return explain_alternatives(alternatives, at, scope);
}

// Reports the failures of the closest alternative, which has the fewest failures. Alternatives for
// another type come last.
bool SchemaRun::explain_alternatives(const std::vector<const SchemaNode*>& nodes, const Place& at,
                                     const Scope* scope) {
  std::vector<SchemaFailure>* const report = report_;
  if (report == nullptr) return false;
  std::vector<SchemaFailure> nearest;
  std::size_t least = static_cast<std::size_t>(-1);
  for (const SchemaNode* each : nodes) {
    std::vector<SchemaFailure> failures;
    report_ = &failures;
    apply(*each, at, scope, kNoMarks);
    report_ = report;
    if (given_up_) return false;
    const auto of_kind = [](const SchemaFailure& failure) {
      return failure.schema.ends_with("/type") || failure.schema.ends_with("/const");
    };
    std::size_t distance = failures.size();
    if (std::any_of(failures.begin(), failures.end(), of_kind)) distance += max_;
    if (distance < least) {
      least = distance;
      nearest = std::move(failures);
    }
  }
  for (SchemaFailure& failure : nearest) {
    if (report->size() < max_) report->push_back(std::move(failure));
  }
  return false;
}

bool SchemaRun::check_condition(const SchemaNode& node, const Place& at, const Scope* scope,
                                Marks marks) {
  const SchemaLogicRule& rule = *node.logic;
  const bool holds = tries(*rule.condition, at, scope, marks);
  const SchemaNode* const next = holds ? rule.consequence : rule.alternative;
  return !given_up_ && (next == nullptr || apply(*next, at, scope, marks));
}

bool SchemaRun::check_discriminated(const SchemaNode& node, const Place& at, const Scope* scope,
                                    Marks marks) {
  const SchemaDiscriminator& chooser = *node.logic->discriminator;
  const auto* object = at.value.if_object();
  const Json* value = object == nullptr
                          ? nullptr
                          : object->if_contains({chooser.property.data(), chooser.property.size()});
  const auto* name = value == nullptr ? nullptr : value->if_string();
  if (name != nullptr) {
    const std::string_view wanted(name->data(), name->size());
    for (const auto& [key, target] : chooser.mapping) {
      if (key == wanted) return apply(*target, at, scope, marks);
    }
  }
  report_failure(node, "discriminator", at, [&] {
    std::string names;
    for (const auto& [key, target] : chooser.mapping) {
      names += fmt::format("{}'{}'", names.empty() ? "" : ", ", key);
    }
    return fmt::format("one of {} as '{}'", names, chooser.property);
  });
  return false;
}

}  // namespace traffic::detail
