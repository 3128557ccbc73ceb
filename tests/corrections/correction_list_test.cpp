#include "core/corrections/correction_list.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace dass {
namespace {

Correction marked(std::uint64_t id, std::int64_t start)
{
    Correction one;
    one.id = id;
    one.found = FoundEvent{{"/m/dog", "Dog"}, {start, start + 16000}};
    one.verdict = Verdict::Right;
    return one;
}

// What change() says, one after another: the plain way.
void changeOneByOne(CorrectionList& list, const std::vector<CorrectionList::Change>& changes)
{
    for (const CorrectionList::Change& change : changes) {
        if (change.wanted)
            list.set(*change.wanted);
        else
            list.remove(change.id);
    }
}

void expectEqual(const CorrectionList& found, const CorrectionList& wanted)
{
    ASSERT_EQ(found.size(), wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        EXPECT_EQ(found.all()[i].id, wanted.all()[i].id) << i;
    EXPECT_TRUE(sayTheSame(found, wanted));
    EXPECT_EQ(found.nextId(), wanted.nextId());
}

TEST(CorrectionList, ManyChangesAreAsOneAfterAnother)
{
    std::mt19937 random(11); // NOLINT(cert-msc51-cpp): the same in every run
    const auto below = [&](std::uint64_t most) { return random() % most; };
    for (int round = 0; round < 300; ++round) {
        CorrectionList list;
        for (std::uint64_t i = below(12); i > 0; --i)
            list.set(marked(1 + below(20), static_cast<std::int64_t>(below(1000))));
        std::vector<Correction> wanted;
        for (std::uint64_t i = below(15); i > 0; --i)
            wanted.push_back(marked(1 + below(25), static_cast<std::int64_t>(below(1000))));
        std::vector<CorrectionList::Change> changes; // of some ids several
        for (const Correction& one : wanted)
            changes.push_back({one.id, below(3) == 0 ? nullptr : &one});
        CorrectionList plain = list;
        changeOneByOne(plain, changes);
        list.change(changes);
        expectEqual(list, plain);
        ASSERT_EQ(list.newId(), plain.newId());
    }
}

// One after another they would take hours.
TEST(CorrectionList, TakesVeryManyChanges)
{
    constexpr std::uint64_t kMany = 300'000;
    CorrectionList list;
    std::vector<CorrectionList::Change> gone;
    for (std::uint64_t id = 1; id <= kMany; ++id) {
        list.set(marked(list.newId(), static_cast<std::int64_t>(id)));
        gone.push_back({id, nullptr});
    }
    const CorrectionList before = list;
    list.change(gone);
    EXPECT_TRUE(list.empty());
    EXPECT_EQ(list.nextId(), kMany + 1);
    std::vector<CorrectionList::Change> back;
    for (auto one = before.all().rbegin(); one != before.all().rend(); ++one) // the last one first
        back.push_back({one->id, &*one});
    list.change(back);
    expectEqual(list, before);
}

TEST(CorrectionList, SaysTheSameWhateverTheIds)
{
    CorrectionList a;
    CorrectionList b;
    a.set(marked(1, 5));
    b.set(marked(7, 5));
    EXPECT_TRUE(sayTheSame(a, b));
    a.set(marked(2, 6));
    EXPECT_FALSE(sayTheSame(a, b));
    const auto differs = [&](const auto& alter) {
        CorrectionList c;
        Correction one = marked(1, 5);
        alter(one);
        c.set(one);
        return !sayTheSame(b, c);
    };
    EXPECT_FALSE(differs([](Correction&) {}));
    EXPECT_TRUE(differs([](Correction& one) { one.found->span.endSample += 1; }));
    EXPECT_TRUE(differs([](Correction& one) { one.found->tag.mid = "/m/cat"; }));
    EXPECT_TRUE(differs([](Correction& one) { one.found->tag.name = "Cat"; }));
    EXPECT_TRUE(differs([](Correction& one) { one.found.reset(); }));
    EXPECT_TRUE(differs([](Correction& one) { one.deleted = true; }));
    EXPECT_TRUE(differs([](Correction& one) { one.tag = Label{"/m/cat", "Cat"}; }));
    EXPECT_TRUE(differs([](Correction& one) { one.span = EventSpan{1, 2}; }));
    EXPECT_TRUE(differs([](Correction& one) { one.verdict = Verdict::Wrong; }));
}

} // namespace
} // namespace dass
