#include "ui/analyze/events_filter_bar.h"

#include "ui/style/icons.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/labelled_combo.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/search_field.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

namespace dass {

namespace {

constexpr int kHeight = 32;
constexpr int kNarrowestField = 80;
constexpr int kWidestField = 300;

} // namespace

EventsFilterBar::EventsFilterBar(QWidget* parent)
    : QWidget(parent), m_name(new SearchField(tr("Events of tags called…"), {}, this)),
      m_review(new LabelledCombo(tr("Reviewed"), this))
{
    setFixedHeight(kHeight);
    m_name->setProperty(styleproperty::kToolRow, true);
    m_name->setMinimumWidth(kNarrowestField);
    m_name->setMaximumWidth(kWidestField);
    m_review->setProperty(styleproperty::kToolRow, true);
    const auto add = [this](const QString& words, EventReview review) {
        m_review->addItem(words, static_cast<int>(review));
    };
    add(tr("all"), EventReview::Any);
    add(tr("not yet"), EventReview::None);
    add(tr("right"), EventReview::Right);
    add(tr("wrong"), EventReview::Wrong);
    add(tr("added or changed"), EventReview::Changed);
    m_review->setToolTip(tr("What you have said of the events"));
    auto* cross = makeIconButton(Icon::Close, tr("Show all events again (Esc)"), this);
    cross->setFixedSize(26, 26);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(Panel::kInset, 0, Panel::kInset, 0);
    row->setSpacing(8);
    row->addWidget(m_name, 1);
    row->addWidget(m_review);
    row->addStretch();
    row->addWidget(cross);
    connect(m_name, &QLineEdit::textChanged, this, &EventsFilterBar::changed);
    connect(m_review, &QComboBox::currentIndexChanged, this, &EventsFilterBar::changed);
    connect(cross, &QToolButton::clicked, this, &EventsFilterBar::dismiss);
    m_name->installEventFilter(this);
    m_review->installEventFilter(this);
    hide();
}

EventFilter EventsFilterBar::filter() const
{
    return {m_name->text().trimmed(), static_cast<EventReview>(m_review->currentData().toInt())};
}

void EventsFilterBar::open()
{
    if (isHidden()) {
        show();
        emit changed();
    }
    m_name->setFocus(Qt::ShortcutFocusReason);
    m_name->selectAll();
}

void EventsFilterBar::dismiss()
{
    m_name->clear();
    m_review->setCurrentIndex(0);
    if (isAncestorOf(QApplication::focusWidget()))
        emit leaveWanted();
    hide();
    emit changed();
}

// Esc is also the window's: in here it is the bar's.
bool EventsFilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool leaves = watched == m_name && (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter);
    if (key != Qt::Key_Escape && !leaves)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride)
        event->accept();
    else if (leaves)
        emit leaveWanted();
    else
        dismiss();
    return true;
}

} // namespace dass
