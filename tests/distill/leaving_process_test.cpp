#include "core/base/error.h"
#include "core/distill/leaving_process.h"
#include "core/distill/run_folder.h"
#include "tests/distill/run_fixture.h"

#include <gmock/gmock.h>

#include <array>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dass::distill {
namespace {

using testing::HasSubstr;

// Another process that holds a folder's lock until it is told to leave.
class LockHolder
{
public:
    explicit LockHolder(const std::filesystem::path& folder)
    {
        const std::string lock = (folder / "lock").string();
        std::array<int, 2> ready{};
        if (pipe(ready.data()) != 0 || pipe(m_leave.data()) != 0)
            return;
        m_pid = fork();
        if (m_pid == 0) { // calls alone that a process with threads may make here
            char byte = 0;
            close(m_leave[1]);
            const int descriptor = open(lock.c_str(), O_RDWR | O_CREAT, 0644);
            const bool isHeld = descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0;
            const bool isTold = write(ready[1], &byte, 1) == 1;
            while (isHeld && isTold && read(m_leave[0], &byte, 1) > 0) {
            }
            _exit(isHeld ? 0 : 1);
        }
        char byte = 0;
        close(m_leave[0]);
        m_isReady = m_pid > 0 && read(ready[0], &byte, 1) == 1;
        close(ready[0]);
        close(ready[1]);
    }
    ~LockHolder()
    {
        leave();
        if (m_pid > 0)
            waitpid(m_pid, nullptr, 0);
    }
    LockHolder(const LockHolder&) = delete;
    LockHolder& operator=(const LockHolder&) = delete;

    bool isReady() const { return m_isReady; }
    pid_t pid() const { return m_pid; }
    void leave()
    {
        if (m_leave[1] >= 0)
            close(m_leave[1]);
        m_leave[1] = -1;
    }

private:
    pid_t m_pid = -1;
    bool m_isReady = false;
    std::array<int, 2> m_leave{-1, -1};
};

class LeavingProcess : public RunTest
{
protected:
    // A run that was stopped after its second step.
    void cutShort()
    {
        std::stop_source source;
        const auto stopAtTwo = [&](const DistillProgress& now) {
            if (now.step == 2)
                source.request_stop();
        };
        ASSERT_EQ(train(m_toy.spec(1), "run", {}, stopAtTwo, source.get_token()), Outcome::Cancelled);
    }

    void tell(const std::string& state, pid_t pid, const std::string& host = hostName())
    {
        Json object = status();
        object["state"] = state;
        object["pid"] = pid;
        object["host"] = host;
        writeText(run() / "status.json", object.dump());
    }
};

TEST_F(LeavingProcess, IsWaitedForByARunThatGoesOn)
{
    ASSERT_NO_FATAL_FAILURE(cutShort());
    LockHolder holder(run());
    ASSERT_TRUE(holder.isReady());
    tell("cancelled", holder.pid());
    bool isTold = false;
    const auto watch = [&](const DistillProgress& now) {
        if (now.message.find("waiting for the process") == std::string::npos)
            return;
        isTold = true;
        holder.leave();
    };
    EXPECT_EQ(train(m_toy.spec(1), "run", {.resume = true}, watch), Outcome::Finished);
    EXPECT_TRUE(isTold);
}

TEST_F(LeavingProcess, IsNoneWhileTheRunIsAtWorkOrElsewhere)
{
    ASSERT_NO_FATAL_FAILURE(cutShort());
    const LockHolder holder(run());
    ASSERT_TRUE(holder.isReady());
    for (const auto& [state, host] :
         {std::pair{"running", hostName()}, {"paused", hostName()}, {"failed", "cluster"}}) {
        tell(state, holder.pid(), host);
        try {
            train(m_toy.spec(1), "run", {.resume = true},
                  [](const DistillProgress& now) { EXPECT_EQ(now.message, "") << "it waits"; });
            FAIL() << "a second process is there";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
            EXPECT_THAT(error.what(), HasSubstr("another run is at work"));
        }
    }
}

TEST_F(LeavingProcess, IsNotWaitedForOnceAStopIsAskedFor)
{
    ASSERT_NO_FATAL_FAILURE(cutShort());
    const LockHolder holder(run());
    ASSERT_TRUE(holder.isReady());
    tell("cancelled", holder.pid());
    std::stop_source source;
    waitForLeaving(run(), std::chrono::hours(24), source.get_token(), [&] { source.request_stop(); });
    EXPECT_TRUE(FolderLock::isHeld(run()));
}

} // namespace
} // namespace dass::distill
