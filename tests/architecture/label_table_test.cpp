#include "csv_table.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace dass::architecture {
namespace {

namespace fs = std::filesystem;

const fs::path kLabels = fs::path(DASS_SOURCE_DIR) / "resources/labels/audioset_labels.csv";
const fs::path kTree = fs::path(DASS_SOURCE_DIR) / "resources/labels/audioset_tree.csv";

std::vector<std::string> split(const std::string& joined)
{
    std::vector<std::string> parts;
    std::istringstream stream(joined);
    for (std::string part; std::getline(stream, part, ';');) {
        parts.push_back(part);
    }
    return parts;
}

TEST(LabelTable, Has527DistinctLabelsInTheOrderOfTheOutputs)
{
    const auto labels = readTable(kLabels);
    ASSERT_EQ(labels.size(), 527U);
    std::set<std::string> mids, names;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        EXPECT_EQ(labels[i].at("index"), std::to_string(i));
        EXPECT_FALSE(labels[i].at("name").empty());
        EXPECT_TRUE(mids.insert(labels[i].at("mid")).second) << labels[i].at("mid");
        EXPECT_TRUE(names.insert(labels[i].at("name")).second) << labels[i].at("name");
    }
    EXPECT_EQ(labels[0].at("name"), "Speech");
    EXPECT_EQ(labels[74].at("name"), "Dog");
    EXPECT_EQ(labels[526].at("name"), "Field recording");
}

TEST(LabelTable, TreeHoldsEveryLabelWithTheSameNameAndParents)
{
    std::map<std::string, std::map<std::string, std::string>> labels;
    for (const auto& label : readTable(kLabels)) {
        labels[label.at("mid")] = label;
    }
    std::size_t found = 0;
    for (const auto& node : readTable(kTree)) {
        const auto label = labels.find(node.at("mid"));
        EXPECT_EQ(node.at("is_label"), label == labels.end() ? "0" : "1") << node.at("name");
        if (label != labels.end()) {
            ++found;
            EXPECT_EQ(node.at("name"), label->second.at("name"));
            EXPECT_EQ(node.at("parents"), label->second.at("parents"));
        }
    }
    EXPECT_EQ(found, labels.size());
}

TEST(LabelTable, EveryNodeOfTheTreeFollowsItsFirstParentUpToSevenRoots)
{
    const auto nodes = readTable(kTree);
    ASSERT_EQ(nodes.size(), 632U);
    std::set<std::string> all, before;
    for (const auto& node : nodes) {
        EXPECT_TRUE(all.insert(node.at("mid")).second) << node.at("mid");
    }
    int roots = 0;
    for (const auto& node : nodes) {
        const auto parents = split(node.at("parents"));
        roots += parents.empty() ? 1 : 0;
        bool reachable = parents.empty();
        for (const std::string& parent : parents) {
            EXPECT_TRUE(all.contains(parent)) << node.at("name") << " has the unknown parent " << parent;
            reachable = reachable || before.contains(parent);
        }
        EXPECT_TRUE(reachable) << node.at("name") << " comes before all of its parents";
        before.insert(node.at("mid"));
    }
    EXPECT_EQ(roots, 7);
}

TEST(LabelTable, AgreesWithThePublishedFile)
{
    const fs::path published = fs::path(DASS_SHARED_DIR) / "corpus/class_labels_indices.csv";
    if (!fs::exists(published)) {
        GTEST_SKIP() << "AudioSet's own label file is not part of the repository";
    }
    const auto theirs = readTable(published);
    const auto ours = readTable(kLabels);
    ASSERT_EQ(theirs.size(), ours.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
        EXPECT_EQ(ours[i].at("index"), theirs[i].at("index"));
        EXPECT_EQ(ours[i].at("mid"), theirs[i].at("mid"));
        EXPECT_EQ(ours[i].at("name"), theirs[i].at("display_name"));
    }
}

} // namespace
} // namespace dass::architecture
