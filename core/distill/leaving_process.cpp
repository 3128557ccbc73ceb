#include "core/distill/leaving_process.h"

#include "core/base/error.h"
#include "core/base/folder_lock.h"
#include "core/base/json_file.h"
#include "core/distill/run_files.h"
#include "core/distill/run_folder.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cerrno>
#include <cstdint>
#include <limits>
#include <optional>
#include <poll.h>
#include <string>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace dass::distill {

namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

class Descriptor
{
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor()
    {
        if (m_number >= 0)
            close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

// Of the process that has ended the folder's run on this computer, as the status says.
std::optional<pid_t> endedProcess(const std::filesystem::path& folder)
{
    Json status;
    try {
        status = readJsonFile(folder / kStatusName, ErrorCode::BadFile);
    } catch (const Error&) {
        return std::nullopt; // there is none yet, or it is damaged
    }
    if (!status.is_object())
        return std::nullopt;
    const Json state = status.value("state", Json());
    const Json pid = status.value("pid", Json());
    const bool hasEnded = state == "finished" || state == "failed" || state == "cancelled";
    if (!hasEnded || status.value("host", Json()) != hostName() || !pid.is_number_integer())
        return std::nullopt;
    const auto number = pid.get<std::int64_t>();
    if (number <= 0 || number > std::numeric_limits<pid_t>::max() || number == getpid())
        return std::nullopt;
    return static_cast<pid_t>(number);
}

} // namespace

void waitForLeaving(const std::filesystem::path& folder, std::chrono::milliseconds most, const std::stop_token& stop,
                    const std::function<void()>& told)
{
    if (!FolderLock::isHeld(folder))
        return;
    const std::optional<pid_t> pid = endedProcess(folder);
    if (!pid)
        return;
    const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, *pid, 0U)));
    const Descriptor wake(eventfd(0, EFD_CLOEXEC));
    if (process.number() < 0 || wake.number() < 0)
        return; // it is gone by now, or the system cannot be asked; the lock decides
    told();
    const std::stop_callback onStop(stop, [&] {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = write(wake.number(), &one, sizeof one);
    });
    std::array<pollfd, 2> watched{pollfd{process.number(), POLLIN, 0}, pollfd{wake.number(), POLLIN, 0}};
    const Clock::time_point end = Clock::now() + most;
    for (auto left = most; left.count() > 0;
         left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now())) {
        const int found = poll(watched.data(), watched.size(), static_cast<int>(left.count()));
        if (found >= 0 || errno != EINTR)
            return; // it is gone, a stop was asked for, or the time is up
    }
}

} // namespace dass::distill
