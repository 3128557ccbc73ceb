#pragma once

#include "core/niah/haystack.h"

#include <optional>
#include <stop_token>

namespace dass::niah {

// Seconds that making a haystack takes here, from making its first minute; of a babble, whose voices are decoded
// before its first sample, also from decoding one of them. Nothing when stopped. Throws Error as Haystack::make.
std::optional<double> haystackSeconds(const HaystackSpec& spec, const HaystackOptions& options,
                                      const std::stop_token& stop);

} // namespace dass::niah
