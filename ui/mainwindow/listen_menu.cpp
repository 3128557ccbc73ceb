#include "ui/mainwindow/listen_menu.h"

#include <QActionGroup>

#include <algorithm>

namespace dass {

namespace {

constexpr int kAlwaysThere = 2; // so that keys can be given to them

} // namespace

ListenMenu::ListenMenu(const HeardChannels& choice, QWidget* parent)
    : QMenu(tr("Listen &to"), parent), m_choice(choice), m_choices(new QActionGroup(this))
{
    setToolTipsVisible(true);
    m_asTagged = addChoice(tr("As &tagged"), "play.listen_tagged", {.kind = HeardChannels::Kind::AsTagged});
    m_asTagged->setToolTip(tr("The channel that is tagged where one is tagged alone, else all"));
    m_all = addChoice(tr("&All channels"), "play.listen_all", {.kind = HeardChannels::Kind::All});
    m_all->setToolTip(tr("In stereo, whatever is tagged; more than two are mixed down to it"));
    addSeparator();
    m_next = addAction(tr("&Next channel"), this, &ListenMenu::chooseNext);
    m_next->setObjectName("play.listen_next");
    m_next->setShortcut(QKeySequence("C"));
    m_next->setToolTip(tr("From all channels to each one alone, and back"));
    addSeparator();
    offerChannels();
}

QString ListenMenu::words() const
{
    return m_heard ? tr("channel %1").arg(*m_heard + 1) : tr("all channels");
}

QString ListenMenu::shortWords() const
{
    return m_heard ? tr("Ch %1").arg(*m_heard + 1) : tr("All ch");
}

void ListenMenu::setRecording(int channels, const std::optional<int>& heard)
{
    m_channels = channels;
    m_heard = heard;
    offerChannels();
    emit wordsChanged();
}

void ListenMenu::choose(const HeardChannels& choice)
{
    m_choice = choice;
    showChosen();
    emit changed();
}

void ListenMenu::chooseNext()
{
    const int next = m_heard ? *m_heard + 1 : 0;
    if (next < std::min(m_channels, RunSettings::kMostChannels))
        choose({.kind = HeardChannels::Kind::One, .one = next});
    else
        choose({.kind = HeardChannels::Kind::All});
}

QAction* ListenMenu::addChoice(const QString& text, const char* id, const HeardChannels& choice)
{
    QAction* action = m_choices->addAction(addAction(text));
    action->setObjectName(QLatin1String(id));
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, choice] { choose(choice); });
    return action;
}

// As many as the recording has. Also the one that is chosen: it may not be there in this one, but in the next.
void ListenMenu::offerChannels()
{
    const int chosen = m_choice.kind == HeardChannels::Kind::One ? m_choice.one + 1 : 0;
    const int wanted = std::min(std::max({m_channels, chosen, kAlwaysThere}), RunSettings::kMostChannels);
    while (m_ones.size() > wanted)
        delete m_ones.takeLast();
    while (m_ones.size() < wanted) {
        const int one = static_cast<int>(m_ones.size());
        const QByteArray id = QByteArray("play.listen_") + QByteArray::number(one + 1);
        m_ones << addChoice(tr("Channel %1").arg(one + 1), id, {.kind = HeardChannels::Kind::One, .one = one});
    }
    for (int one = 0; one < wanted; ++one)
        m_ones[one]->setEnabled(one < m_channels);
    m_next->setEnabled(m_channels > 1);
    showChosen();
}

void ListenMenu::showChosen()
{
    switch (m_choice.kind) {
    case HeardChannels::Kind::AsTagged:
        m_asTagged->setChecked(true);
        break;
    case HeardChannels::Kind::All:
        m_all->setChecked(true);
        break;
    case HeardChannels::Kind::One:
        m_ones[m_choice.one]->setChecked(true);
        break;
    }
}

} // namespace dass
