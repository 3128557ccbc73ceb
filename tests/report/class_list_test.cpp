// Files of classes, and the tree of classes.
#include "core/base/error.h"
#include "core/model/labels.h"
#include "core/report/class_choice.h"
#include "core/report/class_list.h"
#include "core/report/class_tree.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace dass {
namespace {

const std::vector<Label> kListLabels{{"/m/09x0r", "Speech"}, {"/m/05zppz", "Male speech, man speaking"},
                                     {"/m/0bt9lr", "Dog"},   {"/m/1", "Twice"},
                                     {"/m/2", "twice"},      {"", "Engine #2"}};
using Classes = std::vector<std::int64_t>;

std::string errorOf(const std::string& list, const std::string& excluded)
{
    try {
        (void)chooseClasses(list, excluded, kListLabels);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

TEST(ClassList, HoldsALabelOrMachineIdALine)
{
    const auto list = parseClassList("\xEF\xBB\xBF# birds and such\r\n\r\ndog   # barks\r\n/m/09x0r\n"
                                     "  \"Male speech, man speaking\"\nDog\n5",
                                     kListLabels);
    EXPECT_EQ(list.classes, (Classes{2, 0, 1, 5}));
    EXPECT_TRUE(list.unknown.empty());
}

TEST(ClassList, TellsWhatIsUnknown)
{
    const auto list = parseClassList("Dog\nDgo\n6\nSpeech, Dog\n/m/nothing\n", kListLabels);
    EXPECT_EQ(list.classes, Classes{2});
    EXPECT_EQ(list.unknown, (std::vector<std::string>{"Dgo", "6", "Speech, Dog", "/m/nothing"}));
    const std::string words = unknownClassesText(list, kListLabels);
    EXPECT_NE(words.find("'Dgo', '6'"), std::string::npos) << words;
    EXPECT_NE(words.find("'Dog'"), std::string::npos) << words;
}

TEST(ClassList, ReadsBackWhatItWrote)
{
    const Classes all{5, 4, 3, 2, 1, 0};
    const std::string text = classListText("for the test", all, kListLabels);
    EXPECT_TRUE(text.starts_with("# for the test\n")) << text;
    EXPECT_NE(text.find("\nMale speech, man speaking\n"), std::string::npos) << text;
    EXPECT_EQ(parseClassList(text, kListLabels).classes, all);
}

TEST(ClassList, OfAHundredThousandLinesTakesAMoment)
{
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text += "name " + std::to_string(i) + "\n";
    EXPECT_EQ(parseClassList(text, audioSetLabels()).unknown.size(), 100'000U);
}

TEST(ClassList, IsChosenFromAndLeftOut)
{
    const test::TemporaryFolder folder;
    const std::string file = (folder.path() / "list.txt").string();
    std::ofstream(file) << "Speech\n/m/0bt9lr\n";
    EXPECT_EQ(chooseClasses("@" + file, {}, kListLabels), (Classes{0, 2}));
    EXPECT_EQ(chooseClasses("", "@" + file, kListLabels), (Classes{1, 3, 4, 5}));
    EXPECT_EQ(chooseClasses("@" + file, "Dog", kListLabels), Classes{0});
    EXPECT_TRUE(chooseClasses("", "", kListLabels).empty());
    EXPECT_NE(errorOf("Dog", "Dog").find("left out"), std::string::npos);
}

TEST(ClassList, SaysWhyAFileCannotBeUsed)
{
    const test::TemporaryFolder folder;
    const std::string file = (folder.path() / "list.txt").string();
    EXPECT_NE(errorOf("@" + file, {}).find("list.txt"), std::string::npos);
    std::ofstream(file) << "# nothing\n";
    EXPECT_NE(errorOf("@" + file, {}).find("names no class"), std::string::npos);
    std::ofstream(file) << "Dog\nCat\n";
    EXPECT_NE(errorOf("@" + file, {}).find("'Cat'"), std::string::npos);
    std::ofstream(file) << std::string(4, '\0');
    EXPECT_NE(errorOf("@" + file, {}).find("no list of classes"), std::string::npos);
    std::ofstream(file) << std::string((std::size_t{1} << 20) + 1, '#');
    EXPECT_NE(errorOf("@" + file, {}).find("at most 1 MiB"), std::string::npos);
}

TEST(ClassTree, TellsWhatIsBelowAtAnyDepth)
{
    const std::vector<TreeEntry> tree{{"/m/top", {}},
                                      {"/m/group", {"/m/09x0r"}},
                                      {"/m/0bt9lr", {"/m/group", "/m/top"}},
                                      {"/m/1", {"/m/0bt9lr", "/m/group"}},
                                      {"/m/2", {"/m/2"}}};
    EXPECT_EQ(classesBelow(kListLabels, tree), (std::vector<ClassBelow>{{2, 0}, {3, 0}, {3, 2}}));
}

TEST(ClassTree, OfAudioSetHasBarkBelowDogAndAnimal)
{
    const auto& labels = audioSetLabels();
    const auto pairs = classesBelow(labels, audioSetTree());
    const auto isBelow = [&](const char* below, const char* above) {
        return std::ranges::find(pairs, ClassBelow{*classNamed(below, labels), *classNamed(above, labels)}) !=
               pairs.end();
    };
    EXPECT_TRUE(isBelow("Bark", "Dog"));
    EXPECT_TRUE(isBelow("Bark", "Animal"));
    EXPECT_FALSE(isBelow("Dog", "Bark"));
    EXPECT_FALSE(isBelow("Bark", "Music"));
}

} // namespace
} // namespace dass
