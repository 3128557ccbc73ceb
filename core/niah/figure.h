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

// Of one model under one condition.
struct HeatMap
{
    std::string name;
    std::vector<double> seconds;   // of the columns, ascending
    std::vector<double> positions; // of the rows, ascending
    std::vector<double> retention; // [positions, seconds]; NaN where there is none
};

struct Figure
{
    std::string title;
    std::string provenance; // JSON, of what made it
    std::vector<RetentionCurve> curves;
    std::vector<HeatMap> heatMaps;
};

// Retention over the length, which is on a logarithmic axis, with shaded intervals, and below it retention by length
// and position, a map a condition, as one SVG with the provenance as its <metadata>. Curves and maps beyond those that
// can be told apart are left out, and the picture says so. Empty without a map.
std::string figureSvg(const Figure& figure);

} // namespace dass::niah
