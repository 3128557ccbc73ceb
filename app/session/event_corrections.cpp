#include "app/session/event_corrections.h"

#include "app/session/analyze_session.h"
#include "core/corrections/corrections_file.h"

#include <QUndoStack>

#include <algorithm>
#include <tuple>
#include <utility>

namespace dass {

namespace {

auto orderOf(const Event& event)
{
    return std::tuple(event.startSample, event.classIndex, event.endSample);
}

} // namespace

class EventCorrections::Command : public QUndoCommand
{
public:
    Command(EventCorrections& owner, OpenRecording* recording, std::vector<Step> steps, const QString& words,
            const Becoming& becoming)
        : QUndoCommand(words), m_owner(owner), m_recording(recording), m_steps(std::move(steps)), m_becoming(becoming)
    {
    }

    void undo() override
    {
        m_owner.apply(m_recording, m_steps, false);
        if (m_becoming)
            tell(m_becoming->second, m_becoming->first);
    }
    void redo() override
    {
        m_owner.apply(m_recording, m_steps, true);
        if (m_becoming)
            tell(m_becoming->first, m_becoming->second);
    }

private:
    void tell(const Event& before, const Event& after)
    {
        m_owner.m_latest = {after, m_steps.front().id};
        emit m_owner.edited(before, after);
    }

    EventCorrections& m_owner;
    OpenRecording* m_recording; // whose stack this is on, so it is there
    std::vector<Step> m_steps;
    Becoming m_becoming;
};

EventCorrections::EventCorrections(AnalyzeSession& session, const QString& folder)
    : m_session(session), m_folder(folder)
{
    connect(&session, &AnalyzeSession::recordingChanged, this, &EventCorrections::readNew);
    connect(&session, &AnalyzeSession::recordingClosing, this, &EventCorrections::forget);
    connect(&session, &AnalyzeSession::currentChanged, this, &EventCorrections::chooseStack);
    connect(&m_worker, &CorrectionsWorker::ready, this, &EventCorrections::takeList);
    connect(&m_worker, &CorrectionsWorker::writingFailed, this,
            [this](const QString& error) { emit noticed(tr("Corrections could not be saved."), error); });
}

EventCorrections::~EventCorrections() = default;

QUndoStack* EventCorrections::stackOf(OpenRecording* recording)
{
    auto& stack = m_stacks[recording];
    if (!stack) {
        stack = std::make_unique<QUndoStack>();
        m_undo.addStack(stack.get());
        chooseStack();
    }
    return stack.get();
}

void EventCorrections::forget(OpenRecording* recording)
{
    m_stacks.erase(recording);
    std::erase_if(m_reading, [&](const auto& one) { return one.second == recording; });
    m_asked.erase(recording);
    m_adopted.erase(recording);
}

void EventCorrections::chooseStack()
{
    const auto found = m_stacks.find(m_session.current());
    m_latest = {};
    m_undo.setActiveStack(found == m_stacks.end() ? nullptr : found->second.get());
}

bool EventCorrections::canEdit() const
{
    const OpenRecording* recording = m_session.current();
    return recording && recording->corrections && recording->hasResult() && recording->model &&
           m_stacks.contains(m_session.current()) && !m_adopted.contains(recording);
}

int EventCorrections::count() const
{
    const OpenRecording* recording = m_session.current();
    return recording && recording->corrections ? static_cast<int>(recording->corrections->size()) : 0;
}

bool EventCorrections::anyDeleted() const
{
    if (!canEdit())
        return false;
    const auto& all = m_session.current()->corrections->all();
    return std::any_of(all.begin(), all.end(), [](const Correction& one) { return one.deleted; });
}

const CorrectedRow* EventCorrections::rowOf(const Event& event) const
{
    const Digest& digest = m_session.digest();
    if (digest.corrected.empty())
        return nullptr;
    const auto found = std::ranges::lower_bound(digest.events, orderOf(event), {}, orderOf);
    if (found == digest.events.end() || orderOf(*found) != orderOf(event))
        return nullptr;
    return rowAt(digest.corrected, static_cast<std::size_t>(found - digest.events.begin()));
}

FoundEvent EventCorrections::foundEvent(const Event& event) const
{
    return {m_session.current()->model->labels.at(static_cast<std::size_t>(event.classIndex)),
            {event.startSample, event.endSample}};
}

// The correction to change: that of the row, if it was made on just this event or stands for one row anyway; else a new
// one, made on what the model finds now, which goes on from the row's. None when the event has gone meanwhile.
std::optional<Correction> EventCorrections::correctionFor(const Event& event) const
{
    if (!canEdit() || event.classIndex < 0 || event.classIndex >= m_session.current()->model->classes)
        return std::nullopt;
    const CorrectionList& list = *m_session.current()->corrections;
    if (const Correction* latest = list.find(m_latest.second); latest && orderOf(event) == orderOf(m_latest.first))
        return *latest;
    Correction start;
    FoundEvent found = foundEvent(event);
    if (const CorrectedRow* row = rowOf(event)) {
        const Correction* now = list.find(row->correction.id);
        if (now && (now->isAdded() || now->span))
            return *now;
        if (!row->found)
            return std::nullopt; // was added, and taken away
        found = foundEvent(*row->found);
        if (now)
            start = *now;
    }
    if (const Correction* same = list.about(found))
        return *same;
    start.id = 0;
    start.found = found;
    return start;
}

EventSpan EventCorrections::insideRecording(EventSpan span) const
{
    const std::int64_t length = m_session.current()->length();
    return {std::clamp<std::int64_t>(span.startSample, 0, length), std::clamp<std::int64_t>(span.endSample, 0, length)};
}

QString EventCorrections::nameOf(std::int64_t classIndex) const
{
    return QString::fromStdString(m_session.current()->model->labels.at(static_cast<std::size_t>(classIndex)).name);
}

void EventCorrections::add(std::int64_t classIndex, EventSpan span)
{
    if (!canEdit() || classIndex < 0 || classIndex >= m_session.current()->model->classes)
        return;
    span = insideRecording(span);
    if (span.isEmpty())
        return;
    const Event event{span.startSample, span.endSample, classIndex, 0, 0};
    Correction correction;
    correction.tag = foundEvent(event).tag;
    correction.span = span;
    put(correction, tr("add “%1”").arg(nameOf(classIndex)), std::pair(event, event));
}

void EventCorrections::rename(const Event& event, std::int64_t classIndex)
{
    std::optional<Correction> correction = correctionFor(event);
    if (!correction || classIndex < 0 || classIndex >= m_session.current()->model->classes ||
        classIndex == event.classIndex)
        return;
    Event after = event;
    after.classIndex = classIndex;
    correction->tag = foundEvent(after).tag;
    if (correction->found && sameTag(*correction->tag, correction->found->tag))
        correction->tag.reset();
    put(*correction, tr("rename “%1” to “%2”").arg(nameOf(event.classIndex), nameOf(classIndex)),
        std::pair(event, after));
}

void EventCorrections::move(const Event& event, EventSpan span)
{
    std::optional<Correction> correction = correctionFor(event);
    if (!correction)
        return;
    span = insideRecording(span);
    if (span.isEmpty() || span == EventSpan{event.startSample, event.endSample})
        return;
    Event after = event;
    after.startSample = span.startSample;
    after.endSample = span.endSample;
    correction->span = span;
    if (correction->found && span == correction->found->span)
        correction->span.reset();
    put(*correction, tr("move “%1”").arg(nameOf(event.classIndex)), std::pair(event, after));
}

void EventCorrections::remove(const Event& event)
{
    std::optional<Correction> correction = correctionFor(event);
    if (!correction)
        return;
    const QString words = tr("delete “%1”").arg(nameOf(event.classIndex));
    if (correction->isAdded()) {
        push({{correction->id, correction, std::nullopt}}, words, std::nullopt);
        return;
    }
    correction->deleted = true;
    put(*correction, words, std::nullopt);
}

void EventCorrections::mark(const Event& event, Verdict verdict)
{
    std::optional<Correction> correction = correctionFor(event);
    if (!correction || correction->verdict == verdict)
        return;
    correction->verdict = verdict;
    const QString words = verdict == Verdict::Right   ? tr("mark “%1” right")
                          : verdict == Verdict::Wrong ? tr("mark “%1” wrong")
                                                      : tr("clear the mark of “%1”");
    put(*correction, words.arg(nameOf(event.classIndex)), std::nullopt);
}

void EventCorrections::takeBack(const Event& event)
{
    const CorrectedRow* row = canEdit() ? rowOf(event) : nullptr;
    const Correction* now = row ? m_session.current()->corrections->find(row->correction.id) : nullptr;
    if (!now)
        return;
    push({{now->id, *now, std::nullopt}}, tr("take back corrections of “%1”").arg(nameOf(event.classIndex)),
         row->found ? Becoming(std::pair(event, *row->found)) : std::nullopt);
}

// What else was said of them counts again.
void EventCorrections::bringBackDeleted()
{
    if (!anyDeleted())
        return;
    std::vector<Step> steps;
    for (const Correction& one : m_session.current()->corrections->all()) {
        if (!one.deleted)
            continue;
        Correction back = one;
        back.deleted = false;
        steps.push_back({one.id, one, back.changesNothing() ? std::nullopt : std::optional(back)});
    }
    push(std::move(steps), tr("bring back deleted events"), std::nullopt);
}

// Instead of the one with its id; one without an id is new.
void EventCorrections::put(Correction correction, const QString& words, const Becoming& becoming)
{
    const CorrectionList& list = *m_session.current()->corrections;
    const Correction* before = list.find(correction.id);
    Step step{correction.id, before ? std::optional(*before) : std::nullopt, std::nullopt};
    if (!before)
        step.id = correction.id = list.nextId();
    if (!correction.changesNothing())
        step.after = correction;
    if (step.before || step.after)
        push({step}, words, becoming);
}

void EventCorrections::push(std::vector<Step> steps, const QString& words, const Becoming& becoming)
{
    pushOn(m_session.current(), std::move(steps), words, becoming);
}

void EventCorrections::pushOn(OpenRecording* recording, std::vector<Step> steps, const QString& words,
                              const Becoming& becoming)
{
    m_stacks.at(recording)->push(new Command(*this, recording, std::move(steps), words, becoming));
}

void EventCorrections::apply(OpenRecording* recording, const std::vector<Step>& steps, bool forwards)
{
    std::vector<CorrectionList::Change> changes;
    changes.reserve(steps.size());
    for (const Step& step : steps) {
        const std::optional<Correction>& wanted = forwards ? step.after : step.before;
        changes.push_back({step.id, wanted ? &*wanted : nullptr});
    }
    auto list = std::make_shared<CorrectionList>(*recording->corrections);
    list->change(std::move(changes));
    recording->corrections = list;
    keep(*recording);
    emit changed(recording);
    emit corrected(recording);
}

} // namespace dass
