#pragma once

#include "app/session/tag_rank.h"

#include <QHash>
#include <QObject>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace dass {

// Which tags are drawn, in which place of the colour list each is, which tags count at all, and which have a threshold
// of their own. Until a person ticks
// something, the choice follows the results: the tags that rank first. A tag keeps its colour for as long as it is
// chosen, one that a person has given it for as long as the labels are the same, and gets its last one again when that
// is free. GUI thread.
class TagChoice : public QObject
{
    Q_OBJECT
public:
    static constexpr int kAutomaticTags = 5;
    static constexpr int kColours = 16; // to choose from: eight, then the same dashed

    struct Chosen
    {
        std::int64_t classIndex = 0;
        int colour = 0;

        bool operator==(const Chosen&) const = default;
    };

    // Tags to keep (empty: all) and, of those, tags to leave out. What does not count is not drawn, not ranked and has
    // no events.
    struct Lists
    {
        std::vector<std::int64_t> kept;
        std::vector<std::int64_t> leftOut;

        bool isEmpty() const { return kept.empty() && leftOut.empty(); }
        bool operator==(const Lists&) const = default;
    };

    using QObject::QObject;

    bool isAutomatic() const { return m_automatic; }
    const std::vector<Chosen>& chosen() const { return m_chosen; } // in the order of ticking
    std::vector<std::int64_t> classes() const;
    std::optional<int> colourOf(std::int64_t classIndex) const;

    void setChosen(std::int64_t classIndex, bool on);                  // by a person: ends following
    void setAllChosen(std::span<const std::int64_t> classes, bool on); // likewise
    void clear();                                                      // likewise
    void followResults();                                              // as at the start
    void update(std::span<const ClassSummary> summary); // new results; does something only while following
    void reset();                                       // another label set: class indices mean other tags

    // By a person. Another tag that has this colour takes the one of this tag, or a free one.
    void setColour(std::int64_t classIndex, int colour);
    const QHash<std::int64_t, int>& givenColours() const { return m_given; }
    void setGivenColours(const QHash<std::int64_t, int>& colours); // as read from settings

    // Thresholds of single tags, by class, drawn or not. By a person: none takes it away.
    using Thresholds = std::map<std::int64_t, double>;
    const Thresholds& ownThresholds() const { return m_thresholds; }
    std::optional<double> ownThreshold(std::int64_t classIndex) const;
    void setOwnThreshold(std::int64_t classIndex, const std::optional<double>& threshold);
    void clearOwnThresholds();                           // likewise
    void setOwnThresholds(const Thresholds& thresholds); // as read from settings

    // All of it as it was, from a session.
    void restore(bool automatic, std::vector<Chosen> chosen, const QHash<std::int64_t, int>& given, const Lists& lists,
                 const Thresholds& thresholds);

    const Lists& lists() const { return m_lists; }
    void setLists(const Lists& lists);
    bool counts(std::int64_t classIndex) const;
    // Of a model with so many, in their order; every class where there are no lists.
    std::vector<std::int64_t> countedClasses(std::int64_t classes) const;

    void setRank(TagRank rank); // told of by changed() with the next update()
    std::vector<std::int64_t> top(std::span<const ClassSummary> summary, int count) const;

signals:
    void changed();      // who is drawn, in which colour, what counts, and from which threshold of its own
    void givenChanged(); // colours, lists or thresholds, by a person

private:
    int freeColour() const;
    int colourFor(std::int64_t classIndex) const;
    void add(std::int64_t classIndex);
    bool isFree(int colour) const;

    bool m_automatic = true;
    TagRank m_rank = TagRank::Maximum;
    std::vector<Chosen> m_chosen;
    QHash<std::int64_t, int> m_last;  // colour of tags that are or were chosen
    QHash<std::int64_t, int> m_given; // by a person
    Lists m_lists;
    Thresholds m_thresholds;
};

} // namespace dass
