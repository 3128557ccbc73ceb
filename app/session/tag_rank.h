#pragma once

#include "core/inference/events.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace dass {

// What tags are put in order by.
enum class TagRank { Maximum, Mean, SecondsAbove };

std::string nameOf(TagRank rank);                 // "maximum", "mean", "seconds_above"
TagRank tagRankFromName(const std::string& name); // throws Error(InvalidArgument)

float rankValue(const ClassSummary& summary, TagRank rank); // a probability, or seconds

// The classes that rank first, falling; those that never reach 0.005, have no time above the threshold where that is
// what counts, or of which `counts` says no, are left out.
std::vector<std::int64_t> topClasses(std::span<const ClassSummary> summary, int count, TagRank rank = TagRank::Maximum,
                                     const std::function<bool(std::int64_t)>& counts = {});

} // namespace dass
