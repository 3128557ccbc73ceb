#pragma once

#include <string>
#include <vector>

namespace dass::niah {

struct RetentionPoint
{
    double seconds = 0;
    double retention = 0;
    double low = 0; // of its interval; NaN without one
    double high = 0;
};

struct RetentionCurve
{
    std::string name;
    std::vector<RetentionPoint> points; // by length
};

// Retention over the length, which is on a logarithmic axis, as an SVG; intervals are shaded. More curves than can be
// told apart are left out, and the picture says so. Empty without a curve.
std::string retentionFigure(const std::vector<RetentionCurve>& curves);

} // namespace dass::niah
