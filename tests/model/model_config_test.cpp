#include "core/model/model_config.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <vector>

namespace dass {
namespace {

class ModelConfig : public testing::Test
{
protected:
    nlohmann::ordered_json written(const std::vector<Label>& labels) const
    {
        writeModelConfig(path(), config(labels), labels, Pooling::Mean);
        std::ifstream file(path());
        return nlohmann::ordered_json::parse(file);
    }

    static DassConfig config(const std::vector<Label>& labels)
    {
        return DassConfig::of({8}, {1}, std::max<std::int64_t>(1, static_cast<std::int64_t>(labels.size())));
    }
    std::filesystem::path path() const { return m_folder / "config.json"; }

    test::TemporaryFolder m_folder;
};

TEST_F(ModelConfig, NamesClassesInTheirOrderAndTheLastOfSeveralOfOneName)
{
    const auto found = written({{"/m/d", "Dog"}, {"", "Cat"}, {"", "Dog"}});
    EXPECT_EQ(found["id2label"].dump(), R"({"0":"Dog","1":"Cat","2":"Dog"})");
    EXPECT_EQ(found["label2id"].dump(), R"({"Dog":2,"Cat":1})");
    EXPECT_EQ(found["id2mid"].dump(), R"({"0":"/m/d"})");
    EXPECT_FALSE(written({{"", "Cat"}}).contains("id2mid"));
    EXPECT_FALSE(written({}).contains("id2label"));
}

// Their time once grew with the square of their number: minutes for so many.
TEST_F(ModelConfig, ManyClassesAreWrittenAndReadBack)
{
    std::vector<Label> labels(100'000);
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels[i] = {"/m/" + std::to_string(i), "name of " + std::to_string(i)};
    writeModelConfig(path(), config(labels), labels, Pooling::Mean);
    EXPECT_EQ(readModelConfig(path(), config(labels)).labels, labels);
}

} // namespace
} // namespace dass
