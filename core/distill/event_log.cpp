#include "core/distill/event_log.h"

#include "core/distill/record_file.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>
#include <tensorboard_event.pb.h>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFilePrefix = "events.out.tfevents.";
constexpr const char* kFileVersion = "brain.Event:2"; // the only one that TensorBoard knows

double now()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

tensorboard::Event eventOf(std::int64_t step)
{
    tensorboard::Event event;
    event.set_wall_time(now());
    event.set_step(step);
    return event;
}

// Whether the state that is gone on from holds what the event tells.
bool isReached(std::string_view record, const Reached& reached)
{
    tensorboard::Event event;
    if (!event.ParseFromArray(record.data(), static_cast<int>(record.size())))
        return false;
    if (event.has_session_log())
        return event.step() <= reached.step;
    const auto holds = [&](const tensorboard::Scalar& scalar) {
        if (scalar.tag().starts_with(kFinalTags))
            return false; // or the run would not go on
        return event.step() <= (scalar.tag().starts_with(kEvalTags) ? reached.evaluatedStep : reached.step);
    };
    return std::ranges::all_of(event.summary().value(), holds);
}

std::vector<fs::path> filesIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file() && isEventFile(entry.path()))
            files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

// After the last one of the folder, whatever files are gone.
fs::path nextFile(const fs::path& folder, const std::vector<fs::path>& files)
{
    int number = 0;
    if (!files.empty())
        std::sscanf(files.back().filename().c_str() + std::string_view(kFilePrefix).size(), "%d", &number);
    char text[32];
    std::snprintf(text, sizeof text, "%04d", number + 1);
    return folder / (kFilePrefix + std::string(text));
}

} // namespace

bool isEventFile(const fs::path& file)
{
    constexpr std::size_t kMostDigits = 9;
    const std::string name = file.filename().string();
    if (!name.starts_with(kFilePrefix))
        return false;
    const std::string number = name.substr(std::string_view(kFilePrefix).size());
    return !number.empty() && number.size() <= kMostDigits &&
           number.find_first_not_of("0123456789") == std::string::npos;
}

EventLog::EventLog(const fs::path& folder, const Reached& reached)
{
    const std::vector<fs::path> earlier = filesIn(folder);
    for (const fs::path& file : earlier)
        keepRecords(file, [&](std::string_view record) { return isReached(record, reached); });
    m_file = nextFile(folder, earlier);
    tensorboard::Event version = eventOf(reached.step);
    version.set_file_version(kFileVersion);
    appendRecord(m_file, version.SerializeAsString());
    if (earlier.empty())
        return;
    tensorboard::Event start = eventOf(reached.step + 1);
    start.mutable_session_log()->set_status(tensorboard::SessionLog::START);
    appendRecord(m_file, start.SerializeAsString());
}

void EventLog::append(std::int64_t step, const std::vector<Scalar>& scalars) const
{
    tensorboard::Event event = eventOf(step);
    for (const Scalar& scalar : scalars) {
        if (!std::isfinite(scalar.value))
            continue;
        tensorboard::Scalar* value = event.mutable_summary()->add_value();
        value->set_tag(scalar.tag);
        value->set_simple_value(static_cast<float>(scalar.value));
    }
    if (event.has_summary())
        appendRecord(m_file, event.SerializeAsString());
}

} // namespace dass::distill
