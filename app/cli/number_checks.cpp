#include "app/cli/number_checks.h"

#include <cstdlib>
#include <sstream>
#include <string>

namespace dass::cli {

CLI::Validator numberFrom(double least, double most)
{
    std::ostringstream range;
    range << "from " << least << " to " << most;
    const auto check = [least, most, wanted = range.str()](const std::string& text) {
        char* end = nullptr;
        const double value = std::strtod(text.c_str(), &end);
        const bool whole = !text.empty() && end == text.c_str() + text.size();
        return whole && value >= least && value <= most ? std::string() : "'" + text + "' is no number " + wanted;
    };
    return {check, range.str()};
}

} // namespace dass::cli
