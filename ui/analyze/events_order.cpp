#include "ui/analyze/events_order.h"

#include "app/session/label_tree.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace dass {

namespace {

auto identity(const Event& event)
{
    return std::tuple(event.startSample, event.classIndex);
}

bool alike(const Event& a, const Event& b)
{
    return a.startSample == b.startSample && a.endSample == b.endSample && a.classIndex == b.classIndex &&
           a.peakProbability == b.peakProbability && a.meanProbability == b.meanProbability;
}

bool alike(const CorrectedRow* a, const CorrectedRow* b)
{
    return (!a && !b) || (a && b && correctionWords(a->correction) == correctionWords(b->correction));
}

// What a person has confirmed or corrected comes before what is wrong, and both before what nobody has looked at.
double correctionRank(const CorrectedRow* row)
{
    if (!row)
        return 3;
    return row->correction.verdict == Verdict::Right ? 0 : row->correction.verdict == Verdict::None ? 1 : 2;
}

// Whether a correction is of this kind.
bool isReviewed(const Correction& correction, EventReview review)
{
    switch (review) {
    case EventReview::Right:
        return correction.verdict == Verdict::Right;
    case EventReview::Wrong:
        return correction.verdict == Verdict::Wrong;
    case EventReview::Changed:
        return correction.isAdded() || correction.tag || correction.span;
    case EventReview::Any:
    case EventReview::None:
        break;
    }
    return false; // it is one
}

// Place of each class among the names; names that are alike share one. Comparing names as people order them is slow,
// and there are far fewer names than events.
std::vector<double> nameRanks(const LabelTree& labels)
{
    std::vector<std::int64_t> classes(static_cast<std::size_t>(labels.classes()));
    std::iota(classes.begin(), classes.end(), 0);
    const auto less = [&](std::int64_t a, std::int64_t b) {
        return QString::localeAwareCompare(labels.name(a), labels.name(b)) < 0;
    };
    std::ranges::stable_sort(classes, less);
    std::vector<double> ranks(classes.size());
    for (std::size_t i = 1; i < classes.size(); ++i) {
        const double before = ranks[static_cast<std::size_t>(classes[i - 1])];
        ranks[static_cast<std::size_t>(classes[i])] = less(classes[i - 1], classes[i]) ? before + 1 : before;
    }
    return ranks;
}

} // namespace

EventsOrder::EventsOrder(std::shared_ptr<const Digest> digest, std::shared_ptr<const LabelTree> labels, EventKey key,
                         Qt::SortOrder order, const EventFilter& filter)
    : m_digest(std::move(digest)), m_labels(std::move(labels)), m_rows(m_digest->events.size(), -1)
{
    struct Keyed
    {
        double key;
        std::uint32_t place;
    };
    const std::vector<double> all = keys(key);
    const std::vector<bool> shown = passing(filter);
    std::vector<Keyed> keyed;
    keyed.reserve(all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        if (shown[i])
            keyed.push_back({order == Qt::AscendingOrder ? all[i] : -all[i], static_cast<std::uint32_t>(i)});
    std::ranges::sort(keyed, {}, [](const Keyed& one) { return std::pair(one.key, one.place); });
    m_places.resize(keyed.size());
    for (std::size_t row = 0; row < keyed.size(); ++row) {
        m_places[row] = keyed[row].place;
        m_rows[keyed[row].place] = static_cast<std::int32_t>(row);
    }
}

std::vector<bool> EventsOrder::passing(const EventFilter& filter) const
{
    const std::vector<Event>& events = m_digest->events;
    std::vector<bool> pass(events.size(), filter.review == EventReview::Any || filter.review == EventReview::None);
    if (filter.review != EventReview::Any)
        for (const CorrectedRow& row : m_digest->corrected)
            pass[row.place] = isReviewed(row.correction, filter.review);
    if (filter.name.isEmpty())
        return pass;
    std::vector<bool> named(static_cast<std::size_t>(m_labels->classes()));
    for (std::size_t c = 0; c < named.size(); ++c)
        named[c] = m_labels->name(static_cast<std::int64_t>(c)).contains(filter.name, Qt::CaseInsensitive);
    for (std::size_t i = 0; i < events.size(); ++i)
        pass[i] = pass[i] && named.at(static_cast<std::size_t>(events[i].classIndex));
    return pass;
}

std::vector<double> EventsOrder::keys(EventKey key) const
{
    const std::vector<Event>& events = m_digest->events;
    std::vector<double> keys(events.size());
    const auto fill = [&](const auto& keyOf) { std::ranges::transform(events, keys.begin(), keyOf); };
    switch (key) {
    case EventKey::Start:
        fill([](const Event& event) { return static_cast<double>(event.startSample); });
        break;
    case EventKey::End:
        fill([](const Event& event) { return static_cast<double>(event.endSample); });
        break;
    case EventKey::Duration:
        fill([](const Event& event) { return static_cast<double>(event.endSample - event.startSample); });
        break;
    case EventKey::Tag:
        fill([ranks = nameRanks(*m_labels)](const Event& event) {
            return ranks.at(static_cast<std::size_t>(event.classIndex));
        });
        break;
    case EventKey::Peak:
        fill([](const Event& event) { return static_cast<double>(event.peakProbability); });
        break;
    case EventKey::Mean: // no number when a gap that was merged holds none; sorting needs one
        fill([](const Event& event) {
            return std::isnan(event.meanProbability) ? -1.0 : static_cast<double>(event.meanProbability);
        });
        break;
    case EventKey::Correction:
        std::ranges::fill(keys, correctionRank(nullptr));
        for (const CorrectedRow& row : m_digest->corrected)
            keys[row.place] = correctionRank(&row);
        break;
    }
    return keys;
}

std::int64_t EventsOrder::placeOf(const Event& event) const
{
    if (all() == 0)
        return -1;
    const auto [first, last] = std::ranges::equal_range(m_digest->events, identity(event), {}, identity);
    if (first == last)
        return -1;
    const auto same = std::find_if(first, last, [&](const Event& one) { return one.endSample == event.endSample; });
    return (same == last ? first : same) - m_digest->events.begin();
}

bool EventsOrder::holds(const Event& event) const
{
    return placeOf(event) >= 0;
}

int EventsOrder::rowOf(const Event& event) const
{
    const std::int64_t found = placeOf(event);
    return found < 0 ? -1 : m_rows[static_cast<std::size_t>(found)];
}

int EventsOrder::rowsAlike(const EventsOrder& other) const
{
    const int both = std::min(rows(), other.rows());
    int row = 0;
    while (row < both && alike(event(row), other.event(row)) && alike(correction(row), other.correction(row)))
        ++row;
    return row;
}

} // namespace dass
