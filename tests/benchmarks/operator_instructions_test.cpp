// Guards the speed of the kernels without a clock: how many instructions an element takes does not depend on what else
// the machine does. Valgrind's callgrind counts them; operator_instructions.csv holds what they should be.
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <utility>

namespace dass {
namespace {

constexpr double kTolerance = 0.05;
constexpr int kNoAvx2 = 3; // what the counted program ends with then

const char* const kTable = DASS_SOURCE_DIR "/tests/benchmarks/operator_instructions.csv";
const char* const kHeader = "toolchain,operator,instructions_an_element";
const char* const kRenew = "DASS_RENEW_TABLE=1 build/release/bin/dass_operator_instructions_test";

// By compiler and Highway, then operator: both decide how many instructions a kernel becomes.
using Table = std::map<std::pair<std::string, std::string>, double>;

Table readTable()
{
    Table table;
    std::ifstream file(kTable);
    std::string line;
    std::getline(file, line);
    EXPECT_EQ(line, kHeader) << kTable;
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::string toolchain;
        std::string name;
        double value = 0;
        std::getline(fields, toolchain, ',');
        std::getline(fields, name, ',');
        fields >> value;
        EXPECT_GT(value, 0) << kTable << ": " << line;
        table[{toolchain, name}] = value;
    }
    return table;
}

void writeTable(const Table& table)
{
    std::ofstream file(kTable);
    file << kHeader << '\n' << std::fixed;
    file.precision(3);
    for (const auto& [key, value] : table)
        file << key.first << ',' << key.second << ',' << value << '\n';
    EXPECT_TRUE(file.flush()) << kTable;
}

// Runs a command of the shell; its stdout, and its exit code or -1.
std::pair<int, std::string> run(const std::string& command)
{
    std::FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr)
        return {-1, {}};
    std::string out;
    char block[4096];
    while (const std::size_t got = std::fread(block, 1, sizeof block, pipe))
        out.append(block, got);
    const int status = pclose(pipe);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out};
}

std::string contents(const std::filesystem::path& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The instructions that callgrind collected, 0 if its file does not say.
double totalOf(const std::filesystem::path& profile)
{
    std::ifstream file(profile);
    const std::string key = "totals: ";
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(key))
            return std::strtod(line.c_str() + key.size(), nullptr);
    return 0;
}

class OperatorInstructions : public testing::TestWithParam<const char*>
{
protected:
    void SetUp() override
    {
        const std::string build = DASS_BUILD_KIND;
        if (build != "plain Release")
            GTEST_SKIP() << "the table of instruction counts is for the preset release; this build is " << build;
        if (run("valgrind --version 2>&1").first != 0)
            GTEST_SKIP() << "valgrind is not installed (Debian's package valgrind): no instructions are counted";
    }

    std::string command() const
    {
        const auto quoted = [](const std::string& text) { return "'" + text + "'"; };
        return "valgrind --tool=callgrind --toggle-collect=dassCountedCall " +
               quoted("--callgrind-out-file=" + profile().string()) + " " + quoted(DASS_COUNTED_PROGRAM) + " " +
               GetParam() + " 2>" + quoted(log().string());
    }
    std::filesystem::path profile() const { return m_folder / "profile"; }
    std::filesystem::path log() const { return m_folder / "log"; }

    test::TemporaryFolder m_folder;
};

TEST_P(OperatorInstructions, AreWhatTheTableSays)
{
    const auto [code, out] = run(command());
    if (code == kNoAvx2)
        GTEST_SKIP() << "neither this processor nor valgrind has AVX2, which the table is for";
    ASSERT_EQ(code, 0) << contents(log());
    std::istringstream answer(out);
    double elements = 0;
    std::string toolchain;
    answer >> elements >> std::ws;
    std::getline(answer, toolchain);
    const double total = totalOf(profile());
    ASSERT_GT(elements, 0) << out;
    ASSERT_GT(total, 0) << "callgrind collected nothing between entry and return of dassCountedCall: "
                        << contents(log());
    const double found = total / elements;

    Table table = readTable();
    if (std::getenv("DASS_RENEW_TABLE") != nullptr) {
        table[{toolchain, GetParam()}] = found;
        writeTable(table);
        return;
    }
    const auto wanted = table.find({toolchain, GetParam()});
    if (wanted == table.end())
        GTEST_SKIP() << "the table has no count for " << toolchain << " (found: " << found << "); add it with "
                     << kRenew;
    const double change = found / wanted->second - 1;
    std::cout << GetParam() << ": " << found << " instructions an element, " << wanted->second << " in the table ("
              << std::showpos << 100 * change << std::noshowpos << " %)\n";
    EXPECT_LE(std::abs(change), kTolerance)
        << "if the kernel is meant to take more or fewer, renew the table with " << kRenew << " and commit it";
}

INSTANTIATE_TEST_SUITE_P(Kernels, OperatorInstructions,
                         testing::Values("scan_forward_fp32", "scan_forward_bf16", "scan_backward_fp32",
                                         "layer_norm_fp32", "layer_norm_bf16", "layer_norm_backward_fp32",
                                         "layer_norm_backward_bf16", "depthwise_conv_silu_fp32",
                                         "depthwise_conv_silu_bf16", "fbank"),
                         [](const auto& test) { return std::string(test.param); });

} // namespace
} // namespace dass
