#pragma once

#include <CLI/CLI.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace dass::cli {

enum class ProgressStyle { Bar, Json, Quiet };

// --progress bar|json and --quiet, the same for every subcommand.
struct ProgressOptions
{
    std::string style = "auto";
    bool quiet = false;

    void addTo(CLI::App& subcommand);
    ProgressStyle resolved() const;
};

struct ProgressLine
{
    std::string item;               // what is being worked on, e.g. a file name
    std::string stage;              // "tagging", "training"
    std::optional<double> fraction; // 0 to 1
    std::optional<double> timesRealTime;
    std::optional<double> secondsLeft;
};

// Progress and log on stderr: a bar that redraws itself on a terminal, one JSON object a line, or nothing. At most 15
// updates a second get through. Not thread-safe.
class ProgressReporter
{
public:
    explicit ProgressReporter(ProgressStyle style);
    ~ProgressReporter();

    void update(const ProgressLine& line);
    void warn(const std::string& item, const std::string& message);
    void error(const std::string& message); // shown also when quiet
    void note(const std::string& message);
    void clear(); // removes the bar, so that other output can follow

private:
    ProgressStyle m_style;
    bool m_terminal = false;
    bool m_drawn = false;
    std::chrono::steady_clock::time_point m_last;
};

} // namespace dass::cli
