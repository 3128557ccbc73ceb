#include "app/session/tag_choice.h"

#include <QSet>

#include <algorithm>
#include <numeric>
#include <utility>

namespace dass {

std::vector<std::int64_t> TagChoice::classes() const
{
    std::vector<std::int64_t> classes;
    for (const Chosen& tag : m_chosen)
        classes.push_back(tag.classIndex);
    return classes;
}

std::optional<int> TagChoice::colourOf(std::int64_t classIndex) const
{
    for (const Chosen& tag : m_chosen)
        if (tag.classIndex == classIndex)
            return tag.colour;
    return std::nullopt;
}

bool TagChoice::isFree(int colour) const
{
    return std::none_of(m_chosen.begin(), m_chosen.end(), [&](const Chosen& t) { return t.colour == colour; });
}

// None that a person has given to some tag, drawn or not.
int TagChoice::freeColour() const
{
    QSet<int> taken(m_given.cbegin(), m_given.cend());
    for (const Chosen& tag : m_chosen)
        taken.insert(tag.colour);
    int colour = 0;
    while (taken.contains(colour))
        ++colour;
    return colour;
}

int TagChoice::colourFor(std::int64_t classIndex) const
{
    if (const auto given = m_given.constFind(classIndex); given != m_given.constEnd() && isFree(*given))
        return *given;
    const auto last = m_last.constFind(classIndex);
    if (last != m_last.constEnd() && isFree(*last) && !m_given.values().contains(*last))
        return *last;
    return freeColour();
}

void TagChoice::add(std::int64_t classIndex)
{
    const int colour = colourFor(classIndex);
    m_chosen.push_back({classIndex, colour});
    m_last[classIndex] = colour;
}

void TagChoice::setChosen(std::int64_t classIndex, bool on)
{
    setAllChosen(std::span(&classIndex, 1), on);
}

void TagChoice::setAllChosen(std::span<const std::int64_t> classes, bool on)
{
    m_automatic = false;
    const std::vector<Chosen> before = m_chosen;
    for (const std::int64_t classIndex : classes) {
        const bool already = colourOf(classIndex).has_value();
        if (on && !already && counts(classIndex))
            add(classIndex);
        else if (!on && already)
            std::erase_if(m_chosen, [&](const Chosen& tag) { return tag.classIndex == classIndex; });
    }
    if (m_chosen != before)
        emit changed();
}

void TagChoice::clear()
{
    m_automatic = false;
    m_chosen.clear();
    emit changed();
}

void TagChoice::followResults()
{
    m_automatic = true;
    emit changed();
}

void TagChoice::reset()
{
    m_automatic = true;
    m_chosen.clear();
    m_last.clear();
    m_given.clear();
    m_lists = {};
    m_thresholds.clear();
    emit changed();
}

void TagChoice::update(std::span<const ClassSummary> summary)
{
    if (!m_automatic)
        return;
    const std::vector<std::int64_t> first = top(summary, kAutomaticTags);
    const auto isTop = [&](const Chosen& tag) {
        return std::find(first.begin(), first.end(), tag.classIndex) != first.end();
    };
    const std::vector<Chosen> before = m_chosen;
    std::erase_if(m_chosen, [&](const Chosen& tag) { return !isTop(tag); });
    for (const std::int64_t classIndex : first)
        if (!colourOf(classIndex))
            add(classIndex);
    if (m_chosen != before)
        emit changed();
}

void TagChoice::setColour(std::int64_t classIndex, int colour)
{
    m_given[classIndex] = colour;
    const std::optional<int> before = colourOf(classIndex);
    for (Chosen& tag : m_chosen) {
        if (tag.classIndex == classIndex)
            tag.colour = colour;
        else if (tag.colour == colour)
            tag.colour = before ? *before : freeColour();
        m_last[tag.classIndex] = tag.colour;
    }
    emit givenChanged();
    emit changed();
}

void TagChoice::setGivenColours(const QHash<std::int64_t, int>& colours)
{
    m_given = colours;
}

std::optional<double> TagChoice::ownThreshold(std::int64_t classIndex) const
{
    const auto own = m_thresholds.find(classIndex);
    return own == m_thresholds.end() ? std::nullopt : std::optional(own->second);
}

void TagChoice::setOwnThreshold(std::int64_t classIndex, const std::optional<double>& threshold)
{
    if (threshold == ownThreshold(classIndex))
        return;
    if (threshold)
        m_thresholds[classIndex] = *threshold;
    else
        m_thresholds.erase(classIndex);
    emit givenChanged();
    emit changed();
}

void TagChoice::clearOwnThresholds()
{
    if (m_thresholds.empty())
        return;
    m_thresholds.clear();
    emit givenChanged();
    emit changed();
}

void TagChoice::setOwnThresholds(const Thresholds& thresholds)
{
    if (thresholds == m_thresholds)
        return;
    m_thresholds = thresholds;
    emit changed();
}

void TagChoice::restore(bool automatic, std::vector<Chosen> chosen, const QHash<std::int64_t, int>& given,
                        const Lists& lists, const Thresholds& thresholds)
{
    m_automatic = automatic;
    m_given = given;
    m_lists = lists;
    m_thresholds = thresholds;
    m_chosen = std::move(chosen);
    std::erase_if(m_chosen, [this](const Chosen& tag) { return !counts(tag.classIndex); });
    for (const Chosen& tag : m_chosen)
        m_last[tag.classIndex] = tag.colour;
    emit givenChanged();
    emit changed();
}

void TagChoice::setLists(const Lists& lists)
{
    if (lists == m_lists)
        return;
    m_lists = lists;
    std::erase_if(m_chosen, [this](const Chosen& tag) { return !counts(tag.classIndex); });
    emit givenChanged();
    emit changed();
}

bool TagChoice::counts(std::int64_t classIndex) const
{
    const auto holds = [&](const std::vector<std::int64_t>& list) {
        return std::find(list.begin(), list.end(), classIndex) != list.end();
    };
    return (m_lists.kept.empty() || holds(m_lists.kept)) && !holds(m_lists.leftOut);
}

std::vector<std::int64_t> TagChoice::countedClasses(std::int64_t classes) const
{
    std::vector<std::int64_t> counted(static_cast<std::size_t>(classes));
    std::iota(counted.begin(), counted.end(), 0);
    std::erase_if(counted, [this](std::int64_t c) { return !counts(c); });
    return counted;
}

void TagChoice::setRank(TagRank rank)
{
    m_rank = rank;
}

std::vector<std::int64_t> TagChoice::top(std::span<const ClassSummary> summary, int count) const
{
    return topClasses(summary, count, m_rank, [this](std::int64_t c) { return counts(c); });
}

} // namespace dass
