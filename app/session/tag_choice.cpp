#include "app/session/tag_choice.h"

#include <algorithm>
#include <numeric>

namespace dass {

namespace {

constexpr float kNothing = 0.005F; // below it a tag is not worth naming

} // namespace

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

int TagChoice::freeColour() const
{
    for (int colour = 0;; ++colour)
        if (std::none_of(m_chosen.begin(), m_chosen.end(), [&](const Chosen& t) { return t.colour == colour; }))
            return colour;
}

void TagChoice::setChosen(std::int64_t classIndex, bool on)
{
    m_automatic = false;
    const bool already = colourOf(classIndex).has_value();
    if (on && !already)
        m_chosen.push_back({classIndex, freeColour()});
    else if (!on && already)
        std::erase_if(m_chosen, [&](const Chosen& tag) { return tag.classIndex == classIndex; });
    else
        return;
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
    emit changed();
}

void TagChoice::update(std::span<const ClassSummary> summary)
{
    if (!m_automatic)
        return;
    const std::vector<std::int64_t> top = topClasses(summary, kAutomaticTags);
    const auto isTop = [&](const Chosen& tag) {
        return std::find(top.begin(), top.end(), tag.classIndex) != top.end();
    };
    const std::vector<Chosen> before = m_chosen;
    std::erase_if(m_chosen, [&](const Chosen& tag) { return !isTop(tag); });
    for (const std::int64_t classIndex : top)
        if (!colourOf(classIndex))
            m_chosen.push_back({classIndex, freeColour()});
    if (m_chosen != before)
        emit changed();
}

std::vector<std::int64_t> topClasses(std::span<const ClassSummary> summary, int count)
{
    std::vector<std::int64_t> order(summary.size());
    std::iota(order.begin(), order.end(), 0);
    const auto maximum = [&](std::int64_t i) { return summary[static_cast<std::size_t>(i)].maxProbability; };
    std::erase_if(order, [&](std::int64_t i) { return maximum(i) < kNothing; });
    std::stable_sort(order.begin(), order.end(),
                     [&](std::int64_t a, std::int64_t b) { return maximum(a) > maximum(b); });
    if (static_cast<int>(order.size()) > count)
        order.resize(static_cast<std::size_t>(std::max(0, count)));
    return order;
}

} // namespace dass
