#pragma once

#include <filesystem>

namespace dass {

// A DASS of 0.4 million parameters with fresh weights and AudioSet's 527 classes: a folder that lives as long as the
// test program. Its probabilities mean nothing but are all near 0.5 and the same in every run.
std::filesystem::path smallModel();

} // namespace dass
