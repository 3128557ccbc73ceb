#include "include_rules.h"
#include "source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace dass::architecture {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A small source tree in a temporary folder, to plant violations in.
class IncludeRules : public ::testing::Test
{
protected:
    void SetUp() override
    {
        const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
        m_root = fs::temp_directory_path() / ("dass-" + std::to_string(::getpid()) + "-" + test);
        write("core/base/error.h", "#pragma once\n#include <string>\n");
        write("core/ops/ops.h", "#pragma once\n#include <ATen/core/Tensor.h>\n#include \"core/base/error.h\"\n");
        write("core/model/model.h", "#pragma once\n#include \"core/base/error.h\"\n");
        write("core/model/model.cpp", "#include \"core/model/model.h\"\n#include \"core/ops/ops.h\"\n");
        write("app/jobs/job.h", "#pragma once\n#include <QObject>\n#include \"core/model/model.h\"\n");
        write("ui/view.cpp", "#include \"app/jobs/job.h\"\n#include <QWidget>\n");
    }
    void TearDown() override { fs::remove_all(m_root); }

    void write(const std::string& name, const std::string& text)
    {
        fs::create_directories((m_root / name).parent_path());
        std::ofstream(m_root / name) << text;
    }

    void expectViolation(const std::string& file, const std::string& include, const std::string& rule)
    {
        EXPECT_THAT(checkIncludes(m_root),
                    ElementsAre(AllOf(Field(&Violation::file, file), Field(&Violation::include, HasSubstr(include)),
                                      Field(&Violation::rule, HasSubstr(rule)))));
    }

    fs::path m_root;
};

TEST_F(IncludeRules, ACleanTreePasses)
{
    EXPECT_THAT(checkIncludes(m_root), IsEmpty());
}

TEST_F(IncludeRules, QtInCoreIsFound)
{
    write("core/base/bad.cpp", "  #  include <QString>\n");
    expectViolation("core/base/bad.cpp", "QString", "core knows no Qt");
}

TEST_F(IncludeRules, TorchInUiIsFoundThroughHeaders)
{
    write("core/model/loader.h", "#include \"core/ops/ops.h\"\n");
    write("ui/bad.cpp", "#include \"core/model/loader.h\"\n");
    expectViolation("ui/bad.cpp", "core/model/loader.h > core/ops/ops.h > ATen/core/Tensor.h", "ui knows no torch");
}

TEST_F(IncludeRules, FFmpegInUiIsFound)
{
    write("ui/bad.cpp", "#include <libavformat/avformat.h>\n");
    expectViolation("ui/bad.cpp", "libavformat", "ui knows no torch, FFmpeg");
}

TEST_F(IncludeRules, CudaInCoreIsFound)
{
    write("core/ops/bad.cpp", "#include <cuda_runtime.h>\n");
    expectViolation("core/ops/bad.cpp", "cuda_runtime.h", "plugin only");
}

TEST_F(IncludeRules, QtBesideTorchIsFoundInTestsToo)
{
    write("tests/gui/bad.cpp", "#include <QtTest/QtTest>\n#include \"core/ops/ops.h\"\n");
    expectViolation("tests/gui/bad.cpp", "QtTest", "both Qt and torch");
}

TEST_F(IncludeRules, SpdlogBesideTorchIsFound)
{
    write("core/model/bad.cpp", "#include <spdlog/spdlog.h>\n#include <torch/torch.h>\n");
    expectViolation("core/model/bad.cpp", "spdlog", "both spdlog");
}

TEST_F(IncludeRules, TorchInAPublicHeaderIsFound)
{
    write("core/inference/bad.h", "#include \"core/ops/ops.h\"\n");
    expectViolation("core/inference/bad.h", "ATen", "hide torch");
}

TEST_F(IncludeRules, ALayerThatReachesUpIsFound)
{
    write("ui/helper.h", "#pragma once\n");
    write("app/jobs/bad.cpp", "#include \"ui/helper.h\"\n");
    expectViolation("app/jobs/bad.cpp", "ui/helper.h", "know no widgets");
}

TEST_F(IncludeRules, AHeaderBesideIsFollowed)
{
    write("ui/near.h", "#include <ATen/ATen.h>\n");
    write("ui/bad.cpp", "#include \"near.h\"\n");
    EXPECT_THAT(checkIncludes(m_root), ElementsAre(Field(&Violation::include, "ui/near.h > ATen/ATen.h"),
                                                   Field(&Violation::include, "ATen/ATen.h")));
}

TEST(Architecture, TheSourcesKeepTheRules)
{
    for (const Violation& violation : checkIncludes(DASS_SOURCE_DIR)) {
        ADD_FAILURE() << violation.file << " includes " << violation.include << ": " << violation.rule;
    }
}

TEST(Architecture, NoSourceFileIsLongerThan400Lines)
{
    const fs::path root = DASS_SOURCE_DIR;
    for (const std::string& file : SourceTree(root, {"core", "app", "ui", "cuda", "tests"}).files()) {
        std::ifstream stream(root / file);
        const auto lines = std::count(std::istreambuf_iterator<char>(stream), {}, '\n');
        EXPECT_LE(lines, 400) << file << ": split it by purpose";
    }
}

} // namespace
} // namespace dass::architecture
