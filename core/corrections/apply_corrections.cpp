#include "core/corrections/apply_corrections.h"

#include "core/features/fbank.h"
#include "core/inference/row_times.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kMostGrowth = 3;
constexpr std::size_t kEventsBetweenStops = 1 << 10; // each may be compared with every correction

std::int64_t lengthOf(const EventSpan& span)
{
    return span.endSample - span.startSample;
}

EventSpan spanOf(const Event& event)
{
    return {event.startSample, event.endSample};
}

std::int64_t overlapOf(const EventSpan& a, const EventSpan& b)
{
    return std::min(a.endSample, b.endSample) - std::max(a.startSample, b.startSample);
}

auto orderOf(const Event& event)
{
    return std::tuple(event.startSample, event.classIndex, event.endSample);
}

// The classes of a model by their names.
class ClassNames
{
public:
    explicit ClassNames(std::span<const Label> labels)
    {
        for (std::size_t c = 0; c < labels.size(); ++c) {
            if (!labels[c].mid.empty())
                m_byMid.emplace(labels[c].mid, c);
            m_byName.emplace(labels[c].name, c);
        }
    }

    std::optional<std::int64_t> classOf(const Label& tag) const
    {
        if (const auto found = m_byMid.find(tag.mid); found != m_byMid.end())
            return static_cast<std::int64_t>(found->second);
        if (const auto found = m_byName.find(tag.name); found != m_byName.end())
            return static_cast<std::int64_t>(found->second);
        return std::nullopt;
    }

private:
    std::unordered_map<std::string, std::size_t> m_byMid;
    std::unordered_map<std::string, std::size_t> m_byName;
};

// A correction that can have an effect, with its classes.
struct Usable
{
    const Correction* correction = nullptr;
    std::int64_t foundClass = -1; // none for what was added
    std::int64_t newClass = -1;
    std::int64_t furthestEnd = 0; // of the spans of this one and those before it in its class
};

std::optional<Usable> usable(const Correction& correction, const ClassNames& names)
{
    Usable result{&correction};
    if (correction.found) {
        const auto found = names.classOf(correction.found->tag);
        if (!found || correction.found->span.isEmpty())
            return std::nullopt;
        result.foundClass = result.newClass = *found;
    } else if (correction.deleted || !correction.tag || !correction.span) {
        return std::nullopt;
    }
    if (correction.tag && !correction.deleted) {
        const auto named = names.classOf(*correction.tag);
        if (!named)
            return std::nullopt;
        result.newClass = *named;
    }
    if (correction.span && correction.span->isEmpty() && !correction.deleted)
        return std::nullopt;
    return result;
}

bool isAbout(const EventSpan& found, const EventSpan& event)
{
    const std::int64_t common = overlapOf(found, event);
    if (common <= 0)
        return false;
    return 2 * common >= lengthOf(event) ||
           (2 * common >= lengthOf(found) && lengthOf(event) <= kMostGrowth * lengthOf(found));
}

double likeness(const EventSpan& a, const EventSpan& b)
{
    const auto common = static_cast<double>(overlapOf(a, b));
    return common / (static_cast<double>(lengthOf(a) + lengthOf(b)) - common);
}

// The corrections by the class of the event that they are about.
class Matcher
{
public:
    Matcher(const std::vector<Usable>& all, std::size_t classes) : m_byClass(classes)
    {
        for (const Usable& one : all)
            if (one.foundClass >= 0)
                m_byClass[static_cast<std::size_t>(one.foundClass)].push_back(one);
        for (auto& ofClass : m_byClass) {
            std::ranges::stable_sort(ofClass, {}, startOf);
            std::int64_t furthest = 0;
            for (Usable& one : ofClass)
                one.furthestEnd = furthest = std::max(furthest, one.correction->found->span.endSample);
        }
    }

    const Usable* match(const Event& event) const // null: the model's alone
    {
        if (static_cast<std::size_t>(event.classIndex) >= m_byClass.size())
            return nullptr;
        const auto& ofClass = m_byClass[static_cast<std::size_t>(event.classIndex)];
        const EventSpan span = spanOf(event);
        const Usable* best = nullptr;
        double bestLikeness = 0;
        auto at = std::ranges::lower_bound(ofClass, span.endSample, {}, startOf);
        while (at != ofClass.begin()) {
            --at;
            if (at->furthestEnd <= span.startSample)
                break;
            const EventSpan& found = at->correction->found->span;
            if (!isAbout(found, span))
                continue;
            const double like = likeness(found, span);
            if (!best || like > bestLikeness || (like == bestLikeness && at->correction->id > best->correction->id)) {
                best = &*at;
                bestLikeness = like;
            }
        }
        return best;
    }

private:
    static std::int64_t startOf(const Usable& one) { return one.correction->found->span.startSample; }

    std::vector<std::vector<Usable>> m_byClass;
};

// The model's probabilities of a class in the rows whose cells reach into the event; of some once a stop was asked for.
void takeProbabilities(Event& event, const TaggingResult& result, const std::stop_token& stop)
{
    event.peakProbability = event.meanProbability = 0;
    const std::int64_t rows = result.probabilities ? result.probabilities->rows() : 0;
    if (rows == 0)
        return;
    double sum = 0;
    std::int64_t count = 0;
    const std::int64_t first = result.timing.rowAt(event.startSample / fbank::kFrameShift, rows);
    for (std::int64_t row = first; row < rows && !stop.stop_requested(); ++row) {
        const SampleSpan cell = cellSpan(result, row, rows);
        if (cell.start >= event.endSample)
            break;
        if (cell.end <= event.startSample)
            continue;
        const float value = result.probabilities->row(row)[static_cast<std::size_t>(event.classIndex)];
        event.peakProbability = std::max(event.peakProbability, value);
        sum += value;
        ++count;
    }
    if (count > 0)
        event.meanProbability = static_cast<float>(sum / static_cast<double>(count));
}

struct PlacedRow
{
    Event event;
    CorrectedRow row;
};

// What becomes of the events that corrections are about; the others stay in the list that is given. Nothing to use once
// a stop was asked for.
class Corrector
{
public:
    Corrector(const std::vector<Usable>& all, std::size_t classes, const TaggingResult& result,
              const std::stop_token& stop)
        : m_matcher(all, classes), m_result(result), m_stop(stop)
    {
        for (const Usable& one : all) {
            if (m_stop.stop_requested())
                return;
            if (one.correction->isAdded())
                place(one, std::nullopt);
        }
    }

    bool takes(const Event& event)
    {
        const Usable* about = m_matcher.match(event);
        if (!about)
            return false;
        if (about->correction->deleted)
            return true;
        if (about->correction->span) {
            std::optional<Event>& carrier = m_moved[about];
            if (!carrier || likenessOf(*about, event) > likenessOf(*about, *carrier))
                carrier = event;
        } else {
            place(*about, event);
        }
        return true;
    }

    std::vector<PlacedRow> finish()
    {
        for (const auto& [about, carrier] : m_moved) {
            if (m_stop.stop_requested())
                return {};
            place(*about, carrier);
        }
        const auto order = [](const PlacedRow& one) { return std::tuple(orderOf(one.event), one.row.correction.id); };
        std::ranges::sort(m_placed, {}, order);
        return std::move(m_placed);
    }

private:
    static double likenessOf(const Usable& about, const Event& event)
    {
        return likeness(about.correction->found->span, spanOf(event));
    }

    void place(const Usable& about, const std::optional<Event>& found)
    {
        const Correction& correction = *about.correction;
        Event event = found.value_or(Event{});
        if (correction.span) {
            event.startSample = correction.span->startSample;
            event.endSample = correction.span->endSample;
        }
        event.classIndex = about.newClass;
        if (correction.span || correction.tag)
            takeProbabilities(event, m_result, m_stop);
        m_placed.push_back({event, {0, correction, found}});
    }

    Matcher m_matcher;
    const TaggingResult& m_result;
    const std::stop_token& m_stop;
    std::unordered_map<const Usable*, std::optional<Event>> m_moved; // with the piece that is most like what was moved
    std::vector<PlacedRow> m_placed;
};

CorrectedEvents merged(const std::vector<Event>& events, std::vector<PlacedRow> placed)
{
    CorrectedEvents result;
    result.events.reserve(events.size() + placed.size());
    result.rows.reserve(placed.size());
    auto event = events.begin();
    for (PlacedRow& one : placed) {
        while (event != events.end() && orderOf(*event) < orderOf(one.event))
            result.events.push_back(*event++);
        if (event != events.end() && orderOf(*event) == orderOf(one.event))
            ++event; // the person's word stands for it
        const bool again = !result.rows.empty() && !result.events.empty() &&
                           result.rows.back().place + 1 == result.events.size() &&
                           orderOf(result.events.back()) == orderOf(one.event);
        if (again)
            continue; // the same event a second time
        one.row.place = result.events.size();
        result.events.push_back(one.event);
        result.rows.push_back(std::move(one.row));
    }
    result.events.insert(result.events.end(), event, events.end());
    return result;
}

} // namespace

const CorrectedRow* rowAt(std::span<const CorrectedRow> rows, std::size_t place)
{
    const auto found = std::ranges::lower_bound(rows, place, {}, &CorrectedRow::place);
    return found != rows.end() && found->place == place ? &*found : nullptr;
}

const CorrectedRow* CorrectedEvents::rowAt(std::size_t place) const
{
    return dass::rowAt(rows, place);
}

CorrectedEvents applyCorrections(std::vector<Event> events, const CorrectionList& corrections,
                                 std::span<const Label> labels, const TaggingResult& result,
                                 const std::stop_token& stop)
{
    if (corrections.empty())
        return {std::move(events), {}};
    const ClassNames names(labels);
    std::vector<Usable> all;
    for (const Correction& correction : corrections.all())
        if (const auto one = usable(correction, names))
            all.push_back(*one);
    Corrector corrector(all, labels.size(), result, stop);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (i % kEventsBetweenStops == 0 && stop.stop_requested())
            return {};
        if (!corrector.takes(events[i]))
            events[kept++] = events[i];
    }
    events.resize(kept);
    std::vector<PlacedRow> placed = corrector.finish();
    if (stop.stop_requested())
        return {};
    return merged(events, std::move(placed));
}

} // namespace dass
