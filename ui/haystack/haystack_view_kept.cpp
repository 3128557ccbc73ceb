// What of the Haystack workspace is kept from one start to the next.

#include "app/haystack/number_list.h"
#include "app/jobs/file_look.h"
#include "app/session/analyze_session.h"
#include "app/session/model_shelf.h"
#include "ui/haystack/haystack_view.h"

#include <QDir>

#include <utility>
#include <vector>

namespace dass {

namespace {

constexpr int kKeepMs = 500;
constexpr std::int64_t kLongHaystack = 360'000; // frames: 1 h

} // namespace

void HaystackView::keepBuilder()
{
    m_keepSoon.setSingleShot(true);
    m_keepSoon.setInterval(kKeepMs);
    connect(&m_keepSoon, &QTimer::timeout, this, &HaystackView::writeBuilder);
    for (const auto signal : {&HaystackSession::needlesChanged, &HaystackSession::currentChanged,
                              &HaystackSession::choiceChanged, &HaystackSession::modelChanged})
        connect(&m_session, signal, this, [this] {
            if (m_builderRead && !m_keepSoon.isActive())
                m_keepSoon.start();
        });
    connect(&m_store, &BuilderStore::read, this, &HaystackView::takeBuilder);
    connect(&m_store, &BuilderStore::notRead, this, [this](const QString& error, const QString& aside) {
        emit noticed(tr("The builder's file could not be read in full."),
                     tr("%1. That file stays, as %2, when another one is written.").arg(error, aside));
    });
    connect(&m_store, &BuilderStore::failed, this,
            [this](const QString& error) { emit noticed(tr("The builder's needles could not be kept"), error); });
}

// Not before it is looked at: what was built is heard by the model again.
void HaystackView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_shown, true))
        return;
    m_store.start();
    m_shell.models().readAll(); // for their names
}

void HaystackView::takeBuilder(const BuilderState& state, bool found)
{
    m_builderRead = true;
    const std::vector<NeedleClip> added = m_session.needles(); // meanwhile
    if (m_ofSession)
        restoreFromSession(added);
    else if (found)
        restoreBuilder(state, added);
    else if (!added.empty())
        m_keepSoon.start();
    else
        remember(); // nothing, which need not be written
}

void HaystackView::remember()
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

void HaystackView::restoreBuilder(const BuilderState& state, const std::vector<NeedleClip>& added)
{
    m_cellModel.clear();
    // A model that was asked for meanwhile is what the person wants now.
    if (!m_ownModel) {
        m_absentModel = state.model;
        m_absentSinusoidal = state.sinusoidalPositions;
        fillModels();
        if (!m_absentModel.isEmpty())
            lookForFile(m_absentModel, this, [this, path = m_absentModel](bool there) { askForModel(path, there); });
    }
    m_session.restore(state.clips, state.current, state.choice);
    remember();
    m_session.addNeedles(m_session.unlisted(added));
    if (state.choice.frames > kLongHaystack && added.empty()) { // gigabytes and minutes, which nobody asked for today
        m_session.stop();
        m_waits = tr("A haystack of %1 is made once something is changed").arg(lengthText(state.choice.frames));
        showActivity();
    }
}

// The builder's model is not on the list, or is not known to be there yet.
void HaystackView::askForModel(const QString& path, bool there)
{
    if (m_absentModel != path)
        return; // taken, or another was chosen meanwhile
    if (!there)
        emit noticed(tr("The chosen model is not there at present."),
                     tr("'%1' is taken again when it is; meanwhile Analyze's model is tested.")
                         .arg(QDir::toNativeSeparators(path)));
    else if (m_ofSession)
        useModel(path, m_absentSinusoidal);
    // else it was taken off the list, or is put on it at once
}

void HaystackView::takeKeptModel()
{
    if (m_absentModel.isEmpty() || !m_shell.models().find(m_absentModel))
        return;
    m_ownModel = true;
    m_session.setModel(std::exchange(m_absentModel, {}), m_absentSinusoidal);
}

BuilderState HaystackView::builderState() const
{
    BuilderState state{m_session.needles(), m_session.current(), m_session.choice(), m_absentModel};
    state.sinusoidalPositions = !m_absentModel.isEmpty() && m_absentSinusoidal;
    if (m_ownModel) {
        state.model = m_session.model();
        state.sinusoidalPositions = m_session.sinusoidalPositions();
    }
    return state;
}

void HaystackView::writeBuilder()
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
    emit builderChanged();
}

void HaystackView::keepNow()
{
    if (!m_keepSoon.isActive())
        return;
    m_keepSoon.stop();
    writeBuilder();
}

std::string HaystackView::forSession() const
{
    if (!m_fromSession.empty())
        return m_fromSession;
    return m_ofSession || !m_session.needles().empty() ? builderText(builderState()) : std::string();
}

void HaystackView::takeSession(const std::string& text, const std::shared_ptr<const SavedBuilder>& read,
                               const QString& file)
{
    keepNow();
    const bool leaves = std::exchange(m_ofSession, read && !file.isEmpty());
    m_fromSession = m_ofSession ? text : std::string();
    m_savedBuilder = m_ofSession ? read : nullptr;
    if (!m_builderRead)
        return; // once it is looked at, or what was kept is read
    if (m_ofSession)
        restoreFromSession({});
    else if (leaves)
        leaveSession();
}

void HaystackView::restoreFromSession(const std::vector<NeedleClip>& added)
{
    const std::shared_ptr<const SavedBuilder> read = std::exchange(m_savedBuilder, nullptr);
    m_ownModel = false;
    if (!read->error.isEmpty()) {
        m_absentModel.clear();
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
    restoreBuilder(read->state, added);
}

// What was built without it is read again. Until it is there nothing is: the session's needles are not kept as one's
// own, and what is added meanwhile joins them.
void HaystackView::leaveSession()
{
    m_builderRead = false;
    m_ownModel = false; // that was the session's
    m_absentModel.clear();
    m_cellModel.clear();
    m_session.restore({}, -1, {});
    remember();
    fillModels();
    m_store.readAgain();
}

} // namespace dass
