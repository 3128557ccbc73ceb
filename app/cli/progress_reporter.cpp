#include "app/cli/progress_reporter.h"

#include "core/base/one_line.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace dass::cli {

namespace {

using Json = nlohmann::json;

constexpr std::chrono::milliseconds kMinimumInterval{67};
constexpr int kBarWidth = 24;

std::string durationText(double seconds)
{
    const auto whole = static_cast<long>(std::llround(std::max(0.0, seconds)));
    char text[32];
    if (whole >= 3600)
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    return text;
}

std::string barText(const ProgressLine& line)
{
    std::string text = line.stage + " " + oneLine(line.item) + " ";
    if (line.fraction) {
        const double fraction = std::clamp(*line.fraction, 0.0, 1.0);
        const int filled = static_cast<int>(fraction * kBarWidth);
        text += "[" + std::string(filled, '#') + std::string(kBarWidth - filled, '.') + "] ";
        text += std::to_string(static_cast<int>(fraction * 100)) + " %";
    }
    if (line.timesRealTime)
        text += "  " + std::to_string(std::llround(*line.timesRealTime)) + " x real time";
    if (line.secondsLeft)
        text += "  " + durationText(*line.secondsLeft) + " left";
    return text;
}

// Invalid UTF-8 in a file name must not stop the log.
std::string dumped(const Json& object)
{
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

void ProgressOptions::addTo(CLI::App& subcommand)
{
    subcommand.add_option("--progress", style, "how progress is shown on stderr: bar, json (one object a line)")
        ->check(CLI::IsMember({"auto", "bar", "json"}));
    subcommand.add_flag("--quiet,-q", quiet, "show no progress and no warnings");
}

ProgressStyle ProgressOptions::resolved() const
{
    if (quiet)
        return ProgressStyle::Quiet;
    return style == "json" ? ProgressStyle::Json : ProgressStyle::Bar;
}

ProgressReporter::ProgressReporter(ProgressStyle style) : m_style(style), m_terminal(isatty(STDERR_FILENO) != 0) {}

ProgressReporter::~ProgressReporter()
{
    clear();
}

void ProgressReporter::update(const ProgressLine& line)
{
    if (m_style == ProgressStyle::Quiet || (m_style == ProgressStyle::Bar && !m_terminal))
        return;
    const auto now = std::chrono::steady_clock::now();
    if (now - m_last < kMinimumInterval)
        return;
    m_last = now;
    if (m_style == ProgressStyle::Json) {
        Json object{{"kind", "progress"}, {"item", line.item}, {"stage", line.stage}};
        if (line.fraction)
            object["fraction"] = *line.fraction;
        if (line.timesRealTime)
            object["times_real_time"] = *line.timesRealTime;
        if (line.secondsLeft)
            object["seconds_left"] = *line.secondsLeft;
        std::cerr << dumped(object) << std::endl;
        return;
    }
    std::cerr << "\r\033[K" << barText(line) << std::flush;
    m_drawn = true;
}

void ProgressReporter::warn(const std::string& item, const std::string& message)
{
    if (m_style == ProgressStyle::Quiet)
        return;
    clear();
    if (m_style == ProgressStyle::Json)
        std::cerr << dumped({{"kind", "warning"}, {"item", item}, {"message", message}}) << std::endl;
    else
        std::cerr << "warning: " << oneLine(item) << ": " << oneLine(message) << std::endl;
}

void ProgressReporter::error(const std::string& message)
{
    clear();
    if (m_style == ProgressStyle::Json)
        std::cerr << dumped({{"kind", "error"}, {"message", message}}) << std::endl;
    else
        std::cerr << "error: " << oneLine(message) << std::endl;
}

void ProgressReporter::note(const std::string& message)
{
    if (m_style == ProgressStyle::Quiet)
        return;
    clear();
    if (m_style == ProgressStyle::Json)
        std::cerr << dumped({{"kind", "note"}, {"message", message}}) << std::endl;
    else
        std::cerr << oneLine(message) << std::endl;
}

void ProgressReporter::clear()
{
    if (m_drawn)
        std::cerr << "\r\033[K" << std::flush;
    m_drawn = false;
}

} // namespace dass::cli
