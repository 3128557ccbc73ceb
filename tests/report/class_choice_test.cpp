#include "core/base/error.h"
#include "core/report/class_choice.h"
#include "core/report/events_of_model.h"

#include <gtest/gtest.h>

namespace dass {
namespace {

const std::vector<Label> kLabels{{"/m/09x0r", "Speech"},
                                 {"/m/05zppz", "Male speech, man speaking"},
                                 {"/m/0bt9lr", "Dog"},
                                 {"/m/068hy", "Domestic animals, pets"},
                                 {"", "Engine"}};
using Classes = std::vector<std::int64_t>;

TEST(ClassChoice, TakesNamesMachineIdsAndIndices)
{
    EXPECT_EQ(chooseClasses("Dog,/m/09x0r,4", kLabels), (Classes{2, 0, 4}));
    EXPECT_EQ(chooseClasses(" dog , SPEECH ", kLabels), (Classes{2, 0}));
}

TEST(ClassChoice, TakesNamesThatHoldCommas)
{
    EXPECT_EQ(chooseClasses("Dog,Male speech, man speaking,Domestic animals, pets", kLabels), (Classes{2, 1, 3}));
    EXPECT_EQ(chooseClasses("\"Male speech, man speaking\",Engine", kLabels), (Classes{1, 4}));
}

TEST(ClassChoice, SuggestsTheNearestNames)
{
    for (const auto& [wanted, suggestion] :
         {std::pair("Dgo", "'Dog'"), {"Engin", "'Engine'"}, {"Engyne", "'Engine'"}}) {
        try {
            chooseClasses(wanted, kLabels);
            ADD_FAILURE() << wanted;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
            EXPECT_NE(std::string(error.what()).find(suggestion), std::string::npos) << error.what();
        }
    }
}

TEST(ClassChoice, RefusesIndicesThatAreNotThereAndEmptyLists)
{
    for (const char* wanted : {"5", "-1", ",", " ", "Dog,Cat"})
        EXPECT_THROW(chooseClasses(wanted, kLabels), Error) << wanted;
}

// In a moment: runs of pieces longer than any name are not tried.
TEST(ClassChoice, TakesTheNamesOfAllClassesOfALargeModel)
{
    std::vector<Label> labels;
    std::string list;
    Classes all;
    for (std::int64_t c = 0; c < 527; ++c) {
        labels.push_back({"", "sound " + std::to_string(c) + (c % 10 == 0 ? ", loud, near" : "")});
        list += (c == 0 ? "" : ",") + labels.back().name;
        all.push_back(c);
    }
    EXPECT_EQ(chooseClasses(list, labels), all);
}

TEST(EventsOfModel, NamesTheSameClassesOfAnotherModel)
{
    const std::vector<Label> other{
        {"/m/0bt9lr", "Dog"}, {"", "Engine"}, {"/m/09x0r", "Speech"}, {"", "Wren"}, {"/m/05zppz", "Man"}};
    EventSettings events;
    events.classes = {0, 2};
    EXPECT_EQ(eventsOfModel(events, kLabels, kLabels, false).classes, (Classes{0, 2}));
    EXPECT_EQ(eventsOfModel(events, kLabels, other, false).classes, (Classes{0, 2}));
    EXPECT_EQ(eventsOfModel(events, kLabels, other, true).classes, (Classes{0, 2, 3, 4})) << "all but the engine";
    events.rollUp = {{1, 0}}; // male speech below speech
    EXPECT_EQ(eventsOfModel(events, kLabels, other, false).rollUp, (std::vector<ClassBelow>{{4, 2}}));
    events.classes = {1};
    EXPECT_THROW(eventsOfModel(events, kLabels, other, false), Error);
    events.classes = {};
    EXPECT_TRUE(eventsOfModel(events, kLabels, other, false).classes.empty());
}

TEST(EventsOfModel, KeepsTheThresholdsOfTheClassesThatTheOtherModelHas)
{
    const std::vector<Label> other{{"", "Engine"}, {"/m/09x0r", "Speech"}};
    EventSettings events;
    events.ownThresholds = {{0, 0.2}, {2, 0.6}}; // speech, and a dog
    EXPECT_EQ(eventsOfModel(events, kLabels, kLabels, false).ownThresholds, events.ownThresholds);
    EXPECT_EQ(eventsOfModel(events, kLabels, other, false).ownThresholds, (std::vector<ClassThreshold>{{1, 0.2}}));
}

} // namespace
} // namespace dass
