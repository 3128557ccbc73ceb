#include "ui/analyze/recent_sessions.h"

#include "app/session/settings.h"
#include "ui/style/fonts.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr qsizetype kShown = 3;

} // namespace

RecentSessions::RecentSessions(const Settings& settings, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    fill();
}

// The list may be another one each time that nothing is open again.
void RecentSessions::showEvent(QShowEvent* event)
{
    fill();
    QWidget::showEvent(event);
}

void RecentSessions::fill()
{
    delete m_rows;
    m_rows = nullptr;
    const QStringList recent = m_settings.recentSessions().mid(0, kShown);
    if (recent.isEmpty())
        return;
    m_rows = new QWidget(this);
    auto* column = new QVBoxLayout(m_rows);
    column->setContentsMargins(0, 14, 0, 0);
    column->setSpacing(2);
    auto* title = new QLabel(tr("Go on with a session"), m_rows);
    title->setFont(titleFont());
    column->addWidget(title);
    column->addSpacing(4);
    for (const QString& file : recent) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(0, 3, 0, 3); // room for the focus ring
        row->setSpacing(8);
        auto* button = new HintButton(QFileInfo(file).completeBaseName(), {}, m_rows);
        button->setToolTip(QDir::toNativeSeparators(file));
        connect(button, &QPushButton::clicked, this, [this, file] { emit openRequested(file); });
        auto* folder = new ElidedLabel(TextSize::Label, TextTone::Secondary, m_rows);
        folder->setText(QDir::toNativeSeparators(QFileInfo(file).absolutePath()));
        row->addWidget(button);
        row->addWidget(folder, 1);
        column->addLayout(row);
    }
    m_column->addWidget(m_rows);
    m_rows->setVisible(true); // it is too late for those that are shown with their parent
}

} // namespace dass
