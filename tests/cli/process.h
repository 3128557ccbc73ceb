#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <signal.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace dass {

struct ProcessResult
{
    int code = -1; // exit code; 128 + n when signal n ended it
    std::string out;
    std::string err;
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
    std::string errorsSoFar() const { return contents(m_err); }

    bool hasEnded() const
    {
        siginfo_t ended{};
        return waitid(P_PID, static_cast<id_t>(m_pid), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid != 0;
    }

    ProcessResult wait()
    {
        int status = 0;
        waitpid(m_pid, &status, 0);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), contents(m_out), contents(m_err)};
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
