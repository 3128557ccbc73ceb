#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <signal.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace dass {

struct ProcessResult
{
    int code = -1; // exit code; 128 + n when signal n ended it
    std::string out;
    std::string err;
    // The most memory that was resident, bytes; no less than this process had when it started the other one.
    std::int64_t peakBytes = 0;
};

// A run of the built program with its outputs in files, so that no pipe can fill up.
class Process
{
public:
    Process(std::vector<std::string> arguments, const std::string& folder, const std::string& program = DASS_PROGRAM)
        : m_out(folder + "/stdout"), m_err(folder + "/stderr")
    {
        arguments.insert(arguments.begin(), program);
        std::vector<char*> pointers;
        for (std::string& argument : arguments)
            pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        m_pid = fork();
        if (m_pid == 0) {
            dup2(open(m_out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
            dup2(open(m_err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
            if (chdir(folder.c_str()) == 0)
                execvp(pointers[0], pointers.data());
            _exit(127);
        }
    }

    void signal(int number) const { kill(m_pid, number); }
    // Of a signal that a thread of the process waits for: it was sent, and the thread has not taken it yet.
    bool isPending(int number) const
    {
        std::ifstream status("/proc/" + std::to_string(m_pid) + "/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("ShdPnd:"))
                return (std::stoull(line.substr(7), nullptr, 16) >> (number - 1) & 1U) != 0;
        return false;
    }
    double cpuSeconds() const // of all its threads, until now; 0: it has ended
    {
        clockid_t clock{};
        timespec used{};
        if (clock_getcpuclockid(m_pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
            return 0;
        return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
    }
    std::string errorsSoFar() const { return contents(m_err); }

    bool hasEnded() const
    {
        siginfo_t ended{};
        return waitid(P_PID, static_cast<id_t>(m_pid), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid != 0;
    }

    ProcessResult wait()
    {
        int status = 0;
        rusage usage{};
        wait4(m_pid, &status, 0, &usage);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), contents(m_out), contents(m_err),
                std::int64_t{usage.ru_maxrss} * 1024};
    }

private:
    static std::string contents(const std::string& path)
    {
        if (!std::filesystem::is_regular_file(path)) // a link to a device, which may have no end
            return {};
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    std::string m_out;
    std::string m_err;
    pid_t m_pid = -1;
};

} // namespace dass
