#pragma once

#include <string>

namespace dass::distill {

// A score as the log and the model card tell it: "0.4635"; "none" for what is no number.
std::string scoreText(double score);

} // namespace dass::distill
