#include "app/cli/number_checks.h"

#include <charconv>
#include <cstdlib>
#include <sstream>
#include <string>
#include <system_error>

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

CLI::Validator wholeNumberFrom(std::int64_t least, std::int64_t most)
{
    const std::string range = "from " + std::to_string(least) + " to " + std::to_string(most);
    const auto check = [least, most, range](const std::string& text) {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = error == std::errc() && end == text.data() + text.size();
        return whole && value >= least && value <= most ? std::string() : "'" + text + "' is no whole number " + range;
    };
    return {check, range};
}

} // namespace dass::cli
