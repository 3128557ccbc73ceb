#include "ui/haystack/builder_keeper.h"

#include "app/haystack/number_list.h"
#include "ui/haystack/tested_model.h"

#include <utility>

namespace dass {

namespace {

constexpr int kKeepMs = 500;
constexpr std::int64_t kLongHaystack = 360'000; // frames: 1 h

} // namespace

BuilderKeeper::BuilderKeeper(HaystackSession& session, TestedModel& model, std::filesystem::path file)
    : m_session(session), m_model(model), m_store(std::move(file))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kKeepMs);
    connect(&m_soon, &QTimer::timeout, this, &BuilderKeeper::write);
    for (const auto signal : {&HaystackSession::needlesChanged, &HaystackSession::currentChanged,
                              &HaystackSession::choiceChanged, &HaystackSession::modelChanged})
        connect(&m_session, signal, this, [this] {
            if (m_read && !m_soon.isActive())
                m_soon.start();
        });
    connect(&m_store, &BuilderStore::read, this, &BuilderKeeper::takeRead);
    connect(&m_store, &BuilderStore::notRead, this, [this](const QString& error, const QString& aside) {
        emit noticed(tr("The builder's file could not be read in full."),
                     tr("%1. That file stays, as %2, when another one is written.").arg(error, aside));
    });
    connect(&m_store, &BuilderStore::failed, this,
            [this](const QString& error) { emit noticed(tr("The builder's needles could not be kept"), error); });
}

void BuilderKeeper::start()
{
    m_store.start();
}

void BuilderKeeper::takeRead(const BuilderState& state, bool found)
{
    m_read = true;
    const std::vector<NeedleClip> added = m_session.needles(); // meanwhile
    if (m_ofSession)
        restoreFromSession(added);
    else if (found)
        restore(state, added);
    else if (!added.empty())
        m_soon.start();
    else
        remember(); // nothing, which need not be written
}

void BuilderKeeper::remember()
{
    BuilderState state = builderState();
    m_kept = builderText(state);
    state.current = -1;
    state.choice.position = 0; // the chosen clip's
    for (NeedleClip& clip : state.clips)
        if (std::exchange(clip.isLabelHeard, false))
            clip.mids.clear(); // nobody's work
    m_work = builderText(state);
}

void BuilderKeeper::restore(const BuilderState& state, const std::vector<NeedleClip>& added)
{
    m_model.restore(state, m_ofSession);
    m_session.restore(state.clips, state.current, state.choice);
    remember();
    m_session.addNeedles(m_session.unlisted(added));
    if (state.choice.frames > kLongHaystack && added.empty()) { // gigabytes and minutes, which nobody asked for today
        m_session.stop();
        emit putOff(tr("A haystack of %1 is made once something is changed").arg(lengthText(state.choice.frames)));
    }
}

BuilderState BuilderKeeper::builderState() const
{
    BuilderState state{m_session.needles(), m_session.current(), m_session.choice(), {}};
    m_model.describe(state);
    return state;
}

void BuilderKeeper::write()
{
    const std::string before = m_kept;
    const std::string work = m_work;
    remember();
    if (m_kept == before)
        return;
    if (!m_ofSession)
        m_store.write(builderState());
    if (m_work == work)
        return;
    m_fromSession.clear(); // another one was built
    emit changed();
}

void BuilderKeeper::keepNow()
{
    if (!m_soon.isActive())
        return;
    m_soon.stop();
    write();
}

std::string BuilderKeeper::forSession() const
{
    if (!m_fromSession.empty())
        return m_fromSession;
    return m_ofSession || !m_session.needles().empty() ? builderText(builderState()) : std::string();
}

void BuilderKeeper::takeSession(const std::string& text, const std::shared_ptr<const SavedBuilder>& read,
                                const QString& file)
{
    keepNow();
    const bool leaves = std::exchange(m_ofSession, read && !file.isEmpty());
    m_fromSession = m_ofSession ? text : std::string();
    m_savedBuilder = m_ofSession ? read : nullptr;
    if (!m_read)
        return; // once it is looked at, or what was kept is read
    if (m_ofSession)
        restoreFromSession({});
    else if (leaves)
        leaveSession();
}

void BuilderKeeper::restoreFromSession(const std::vector<NeedleClip>& added)
{
    const std::shared_ptr<const SavedBuilder> read = std::exchange(m_savedBuilder, nullptr);
    m_model.forget();
    if (!read->error.isEmpty()) {
        m_session.restore({}, -1, {}); // what stood there is another session's, or none's
        remember();
        m_session.addNeedles(added);
        emit noticed(tr("The session's haystack could not be read."), read->error);
        return;
    }
    if (!read->state.problems.isEmpty())
        emit noticed(tr("Some of the builder's needles could not be read"), read->state.problems.front());
    else
        m_fromSession.clear(); // else it is saved again as it is, until another one is built
    restore(read->state, added);
}

// What was built without it is read again. Until it is there nothing is: the session's needles are not kept as one's
// own, and what is added meanwhile joins them.
void BuilderKeeper::leaveSession()
{
    m_read = false;
    m_model.forget(); // that was the session's
    m_session.restore({}, -1, {});
    remember();
    m_model.update();
    m_store.readAgain();
}

} // namespace dass
