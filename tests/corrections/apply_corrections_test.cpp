#include "core/corrections/apply_corrections.h"

#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <pthread.h>
#include <random>
#include <thread>
#include <time.h>

namespace dass {

void PrintTo(const Event& event, std::ostream* out)
{
    *out << event.startSample / 16000.0 << " to " << event.endSample / 16000.0 << " s: class " << event.classIndex
         << ", peak " << event.peakProbability << ", mean " << event.meanProbability;
}

namespace {

constexpr std::int64_t kSecond = 16000;

// That a thread has worked.
double secondsOf(clockid_t thread)
{
    timespec used{};
    clock_gettime(thread, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

EventSpan seconds(std::int64_t start, std::int64_t end)
{
    return {start * kSecond, end * kSecond};
}

// Ten rows of 1 s of the classes Dog, Cat and Horn. Cat's probability is 0.01 of the row, Horn's 0.5 throughout; the
// events are made by hand.
class Corrections : public testing::Test
{
protected:
    Corrections()
    {
        TaggingSettings settings;
        settings.windowSeconds = settings.hopSeconds = 1;
        m_result.timing = RowTiming(settings);
        m_result.probabilities = std::make_shared<ProbabilityMatrix>(3);
        for (int row = 0; row < 10; ++row)
            m_result.probabilities->append(std::vector<float>{0.9F, 0.01F * static_cast<float>(row), 0.5F});
        m_result.samples = 10 * kSecond;
        m_result.frames = 998;
        m_result.complete = true;
    }

    static Event dog(std::int64_t start, std::int64_t end) { return {start * kSecond, end * kSecond, 0, 0.9F, 0.8F}; }
    static Event cat(std::int64_t start, std::int64_t end) { return {start * kSecond, end * kSecond, 1, 0.7F, 0.6F}; }

    Correction& onDog(std::int64_t start, std::int64_t end)
    {
        m_next = {};
        m_next.id = m_list.newId();
        m_next.found = FoundEvent{m_labels[0], seconds(start, end)};
        return m_next;
    }
    void add(const Label& tag, const EventSpan& span)
    {
        m_next = {};
        m_next.id = m_list.newId();
        m_next.tag = tag;
        m_next.span = span;
        keep();
    }
    void keep() { m_list.set(m_next); }

    CorrectedEvents apply(std::vector<Event> events) const
    {
        return applyCorrections(std::move(events), m_list, m_labels, m_result);
    }

    std::vector<Label> m_labels{{"/m/dog", "Dog"}, {"/m/cat", "Cat"}, {"", "Horn"}};
    TaggingResult m_result;
    CorrectionList m_list;
    Correction m_next;
};

using Events = std::vector<Event>;

TEST_F(Corrections, NoneLeaveTheEventsAsTheyAre)
{
    const Events events{dog(0, 2), cat(1, 3)};
    const CorrectedEvents corrected = apply(events);
    EXPECT_EQ(corrected.events, events);
    EXPECT_TRUE(corrected.rows.empty());
}

TEST_F(Corrections, ADeletedEventIsLeftOutAndNoOther)
{
    onDog(1, 3).deleted = true;
    keep();
    EXPECT_EQ(apply({dog(1, 3), cat(1, 3), dog(5, 6)}).events, (Events{cat(1, 3), dog(5, 6)}));
}

TEST_F(Corrections, AHigherThresholdBreaksAnEventIntoPiecesThatAreAllMeant)
{
    onDog(1, 9).deleted = true;
    keep();
    EXPECT_TRUE(apply({dog(1, 2), dog(3, 4), dog(8, 9)}).events.empty());
    onDog(1, 9).tag = m_labels[1];
    keep(); // made later, on the same span
    const CorrectedEvents renamed = apply({dog(1, 2), dog(8, 9)});
    ASSERT_EQ(renamed.events.size(), 2U);
    EXPECT_EQ(renamed.events[1].classIndex, 1);
    EXPECT_EQ(renamed.events[1].startSample, 8 * kSecond);
    EXPECT_EQ(renamed.rows.size(), 2U);
}

TEST_F(Corrections, ALowerThresholdMakesAnEventGrowUpToThreeTimes)
{
    onDog(4, 5).deleted = true;
    keep();
    EXPECT_TRUE(apply({dog(3, 6)}).events.empty());
    EXPECT_EQ(apply({dog(3, 7)}).events, Events{dog(3, 7)}); // has grown together with sound nobody has judged
}

TEST_F(Corrections, TouchingOrHardlyOverlappingIsNotTheSameEvent)
{
    onDog(4, 6).deleted = true;
    keep();
    EXPECT_EQ(apply({dog(2, 4)}).events.size(), 1U);
    EXPECT_EQ(apply({dog(6, 8)}).events.size(), 1U);
    EXPECT_EQ(apply({Event{5 * kSecond + 1, 8 * kSecond, 0, 1, 1}}).events.size(), 1U); // less than half of either
    EXPECT_EQ(apply({Event{5 * kSecond, 8 * kSecond, 0, 1, 1}}).events.size(), 0U);     // half of what was deleted
}

TEST_F(Corrections, OfSeveralTheMostAlikeCounts)
{
    onDog(0, 8).deleted = true;
    keep();
    onDog(2, 4).tag = m_labels[1];
    keep();
    const CorrectedEvents corrected = apply({dog(2, 4), dog(5, 7)});
    ASSERT_EQ(corrected.events.size(), 1U);
    EXPECT_EQ(corrected.events[0].classIndex, 1);
    EXPECT_EQ(corrected.rows[0].correction.id, 2U);
}

TEST_F(Corrections, OfTwoOnOneEventTheLaterCounts)
{
    onDog(2, 4).verdict = Verdict::Right;
    keep();
    onDog(2, 4).verdict = Verdict::Wrong;
    keep();
    const CorrectedEvents corrected = apply({dog(2, 4)});
    ASSERT_EQ(corrected.rows.size(), 1U);
    EXPECT_EQ(corrected.rows[0].correction.verdict, Verdict::Wrong);
}

TEST_F(Corrections, AMarkChangesNothingElse)
{
    onDog(2, 4).verdict = Verdict::Right;
    keep();
    const CorrectedEvents corrected = apply({cat(0, 1), dog(2, 5)});
    EXPECT_EQ(corrected.events, (Events{cat(0, 1), dog(2, 5)}));
    ASSERT_EQ(corrected.rows.size(), 1U);
    EXPECT_EQ(corrected.rowAt(1), corrected.rows.data());
    EXPECT_EQ(corrected.rowAt(0), nullptr);
    EXPECT_EQ(corrected.rows[0].found, dog(2, 5));
}

TEST_F(Corrections, ARenamedEventHasTheModelsProbabilitiesOfItsNewTag)
{
    onDog(2, 5).tag = m_labels[1];
    keep();
    const CorrectedEvents corrected = apply({dog(2, 5)});
    ASSERT_EQ(corrected.events.size(), 1U);
    EXPECT_EQ(corrected.events[0].classIndex, 1);
    EXPECT_FLOAT_EQ(corrected.events[0].peakProbability, 0.04F);
    EXPECT_FLOAT_EQ(corrected.events[0].meanProbability, 0.03F);
    EXPECT_EQ(corrected.rows[0].found, dog(2, 5));
}

TEST_F(Corrections, RenamedOntoATagThatIsThereBothStay)
{
    onDog(2, 5).tag = m_labels[1];
    keep();
    const CorrectedEvents corrected = apply({dog(2, 5), cat(2, 4), cat(3, 8)});
    ASSERT_EQ(corrected.events.size(), 3U);
    EXPECT_EQ(corrected.events[0], cat(2, 4)); // by end, where start and class are the same
    EXPECT_EQ(corrected.events[1].endSample, 5 * kSecond);
    EXPECT_EQ(corrected.events[2], cat(3, 8));
    EXPECT_EQ(corrected.rows[0].place, 1U);
}

TEST_F(Corrections, RenamedOntoTheVerySameEventOneRowStaysThePersons)
{
    onDog(2, 5).tag = m_labels[1];
    keep();
    const CorrectedEvents corrected = apply({dog(2, 5), cat(2, 5), cat(3, 8)});
    ASSERT_EQ(corrected.events.size(), 2U);
    EXPECT_EQ(corrected.rows.size(), 1U);
    EXPECT_EQ(corrected.rows[0].place, 0U);
    EXPECT_EQ(corrected.events[1], cat(3, 8));
}

TEST_F(Corrections, AMovedEventIsOneRowHoweverManyPiecesThereAre)
{
    onDog(2, 6).span = seconds(1, 7);
    keep();
    const CorrectedEvents corrected = apply({dog(2, 3), cat(2, 3), dog(4, 6)});
    ASSERT_EQ(corrected.events.size(), 2U);
    EXPECT_EQ(corrected.events[0].startSample, 1 * kSecond);
    EXPECT_EQ(corrected.events[0].endSample, 7 * kSecond);
    EXPECT_EQ(corrected.events[1], cat(2, 3));
    EXPECT_EQ(corrected.rows[0].found, dog(4, 6)); // the most alike
    EXPECT_TRUE(apply({cat(2, 3)}).rows.empty());  // and none where the model finds nothing
}

TEST_F(Corrections, AnAddedEventIsAlwaysThereAndInOrder)
{
    add(m_labels[1], seconds(3, 5));
    const CorrectedEvents alone = apply({});
    ASSERT_EQ(alone.events.size(), 1U);
    EXPECT_FLOAT_EQ(alone.events[0].peakProbability, 0.04F);
    EXPECT_FALSE(alone.rows[0].found);
    const CorrectedEvents among = apply({dog(0, 9), dog(3, 4), cat(4, 5)});
    ASSERT_EQ(among.events.size(), 4U);
    EXPECT_EQ(among.rows[0].place, 2U);
    add(m_labels[1], seconds(3, 5)); // a second time
    EXPECT_EQ(apply({}).events.size(), 1U);
}

TEST_F(Corrections, AnAddedEventBeyondWhatIsTaggedHasNoProbability)
{
    m_result.complete = false;
    add(m_labels[2], seconds(12, 14));
    add(m_labels[2], seconds(8, 12));
    const CorrectedEvents corrected = apply({});
    EXPECT_FLOAT_EQ(corrected.events[0].meanProbability, 0.5F); // of the part that is
    EXPECT_EQ(corrected.events[1].peakProbability, 0.0F);
    m_result.probabilities.reset();
    EXPECT_EQ(apply({}).events[0].peakProbability, 0.0F);
}

TEST_F(Corrections, EmptySpansHaveNoEffect)
{
    add(m_labels[1], seconds(3, 3));
    add(m_labels[1], seconds(5, 3));
    onDog(2, 2).deleted = true;
    keep();
    onDog(2, 4).span = seconds(4, 2);
    keep();
    EXPECT_EQ(apply({dog(2, 4)}).events, Events{dog(2, 4)});
    EXPECT_TRUE(apply({dog(2, 4)}).rows.empty());
}

TEST_F(Corrections, TagsThatTheModelDoesNotHaveHaveNoEffect)
{
    add({"/m/yodel", "Yodelling"}, seconds(3, 4));
    onDog(2, 4).tag = Label{"/m/yodel", "Yodelling"};
    keep();
    onDog(5, 6).found->tag = {"/m/yodel", "Yodelling"};
    m_next.deleted = true;
    keep();
    EXPECT_EQ(apply({dog(2, 4), dog(5, 6)}).events, (Events{dog(2, 4), dog(5, 6)}));
    EXPECT_EQ(m_list.size(), 3U); // and stay, for a model that has them
}

TEST_F(Corrections, TagsAreFoundAgainByTheirNamesInAModelOfOtherClasses)
{
    onDog(2, 4).deleted = true;
    keep();
    add(m_labels[2], seconds(6, 7));
    m_labels = {{"/m/horn", "Horn"}, {"/m/cat", "Cat"}, {"/m/dog", "Domestic dog"}};
    const Event third{2 * kSecond, 4 * kSecond, 2, 1, 1};
    const CorrectedEvents corrected = apply({dog(2, 4), third});
    ASSERT_EQ(corrected.events.size(), 2U);
    EXPECT_EQ(corrected.events[0], dog(2, 4)); // class 0 is another tag now
    EXPECT_EQ(corrected.events[1].classIndex, 0);
}

// Against the plain way: every correction is looked at for every event.
TEST_F(Corrections, FindsWhatItIsAboutAmongManyThatOverlap)
{
    std::mt19937 random(3); // NOLINT(cert-msc51-cpp): the same in every run
    const auto between = [&](std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(random() % static_cast<std::uint32_t>(high - low));
    };
    for (int i = 0; i < 60; ++i) {
        const std::int64_t start = between(0, 400);
        onDog(start, start + between(1, i % 5 == 0 ? 200 : 6)).verdict = Verdict::Right;
        keep();
    }
    Events events;
    for (std::int64_t start = 0; start < 400; start += between(3, 12))
        events.push_back(dog(start, start + between(1, 10)));
    const CorrectedEvents corrected = apply(events);
    ASSERT_EQ(corrected.events.size(), events.size());
    int matched = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const std::int64_t length = events[i].endSample - events[i].startSample;
        const Correction* best = nullptr;
        double bestLikeness = 0;
        for (const Correction& one : m_list.all()) {
            const EventSpan& found = one.found->span;
            const std::int64_t own = found.endSample - found.startSample;
            const std::int64_t common =
                std::min(found.endSample, events[i].endSample) - std::max(found.startSample, events[i].startSample);
            if (common <= 0 || (2 * common < length && (2 * common < own || length > 3 * own)))
                continue;
            const double likeness = static_cast<double>(common) / static_cast<double>(length + own - common);
            if (likeness >= bestLikeness) {
                best = &one;
                bestLikeness = likeness;
            }
        }
        const CorrectedRow* row = corrected.rowAt(i);
        ASSERT_EQ(row != nullptr, best != nullptr) << i;
        if (row) {
            EXPECT_EQ(row->correction.id, best->id) << i;
        }
        matched += row ? 1 : 0;
    }
    EXPECT_GT(matched, 10);
    EXPECT_LT(matched, static_cast<int>(events.size()));
}

TEST_F(Corrections, EndSoonOnceAStopWasAskedFor)
{
    onDog(2, 4).verdict = Verdict::Right;
    keep();
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(applyCorrections({dog(2, 4)}, m_list, m_labels, m_result, stop.get_token()).events.empty());
}

// Long ones over many rows: what was added before any event is looked at, what was moved after all were.
TEST_F(Corrections, EndSoonInTheMiddleOfManyLongOnes)
{
    constexpr int kRows = 300'000;
    m_result.complete = false;
    m_result.probabilities = std::make_shared<ProbabilityMatrix>(3);
    m_result.probabilities->append(std::vector<float>(std::size_t{3} * kRows, 0.5F));
    for (const bool added : {true, false}) {
        Events events;
        m_list = {};
        for (int i = 0; i < 20'000; ++i) {
            if (added) {
                add(m_labels[1], seconds(0, kRows));
            } else {
                onDog(i, i + 1).span = seconds(0, kRows);
                keep();
                events.push_back(dog(i, i + 1));
            }
        }
        std::stop_source stop;
        clockid_t worker{};
        ASSERT_EQ(pthread_getcpuclockid(pthread_self(), &worker), 0);
        const double begin = secondsOf(worker);
        const std::jthread asking([&](const std::stop_token& over) {
            while (secondsOf(worker) < begin + 0.05 && !over.stop_requested()) // until it is in the middle of its work
                std::this_thread::yield();
            stop.request_stop();
        });
        EXPECT_TRUE(applyCorrections(events, m_list, m_labels, m_result, stop.get_token()).events.empty()) << added;
    }
}

TEST(CorrectionLists, GiveIdsThatNoneEverHad)
{
    CorrectionList list;
    Correction one;
    one.id = list.newId();
    list.set(one);
    list.remove(one.id);
    EXPECT_TRUE(list.empty());
    EXPECT_NE(list.newId(), one.id);
    list.set(one); // taken back: in its old place
    Correction other;
    other.id = list.newId();
    list.set(other);
    EXPECT_EQ(list.all().front().id, one.id);
    EXPECT_EQ(list.find(other.id)->id, other.id);
    EXPECT_EQ(list.find(99), nullptr);
}

} // namespace
} // namespace dass
