#include "core/distill/score_text.h"

#include <cmath>
#include <cstdio>

namespace dass::distill {

std::string scoreText(double score)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4f", score);
    return std::isfinite(score) ? text : "none";
}

} // namespace dass::distill
