// What of the Haystack workspace is kept from one start to the next.

#include "app/haystack/number_list.h"
#include "app/session/analyze_session.h"
#include "app/session/model_shelf.h"
#include "ui/haystack/haystack_view.h"

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
    if (!found) {
        if (!m_session.needles().empty()) // were added before
            m_keepSoon.start();
        return;
    }
    if (!state.problems.isEmpty())
        emit noticed(tr("Some of the builder's needles could not be read"), state.problems.front());
    // A model that was asked for meanwhile is what the person wants now.
    if (!m_ownModel && !state.model.isEmpty() && m_shell.models().find(state.model)) {
        m_ownModel = true;
        m_session.setModel(state.model);
        fillModels();
    }
    const std::vector<NeedleClip> added = m_session.needles(); // meanwhile
    m_session.restore(state.clips, state.current, state.choice);
    m_session.addNeedles(added);
    if (state.choice.frames > kLongHaystack && added.empty()) { // gigabytes and minutes, which nobody asked for today
        m_session.stop();
        m_waits = tr("A haystack of %1 is made once something is changed").arg(lengthText(state.choice.frames));
        showActivity();
    }
}

void HaystackView::writeBuilder()
{
    m_store.write(
        {m_session.needles(), m_session.current(), m_session.choice(), m_ownModel ? m_session.model() : QString()});
}

} // namespace dass
