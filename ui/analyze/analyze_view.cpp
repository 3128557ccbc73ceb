#include "ui/analyze/analyze_view.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/empty_page.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/file_panel.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/recordings_panel.h"
#include "ui/analyze/run_settings_panel.h"
#include "ui/analyze/tags_panel.h"
#include "ui/plots/plot_stack.h"
#include "ui/widgets/panel_scroll.h"

#include <QApplication>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kLeft = 208;
constexpr int kRight = 248;
constexpr int kEvents = 186;
constexpr int kFewRecordings = 118; // a panel's title and three rows
constexpr const char* kColumnsKey = "columns";
constexpr const char* kMiddleKey = "middle";
constexpr const char* kLeftKey = "left";
constexpr const char* kRightKey = "right";

} // namespace

AnalyzeView::AnalyzeView(AnalyzeSession& session, const QString& sample, QWidget* parent)
    : QWidget(parent), m_session(session), m_columns(new QSplitter(Qt::Horizontal, this)),
      m_middle(new QSplitter(Qt::Vertical)), m_centre(new QStackedWidget), m_left(new QWidget),
      m_recordings(new RecordingsPanel(session)), m_runSettings(new RunSettingsPanel(session)),
      m_empty(new EmptyPage(session, sample)), m_plots(new PlotView(session)), m_events(new EventsPanel(session)),
      m_tags(new TagsPanel(session))
{
    auto* file = new FilePanel(session);
    auto* left = new QVBoxLayout(m_left);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(0);
    m_recordings->setMinimumHeight(kFewRecordings);
    left->addWidget(m_recordings, 1);
    auto* facts = new QWidget;
    auto* factsColumn = new QVBoxLayout(facts);
    factsColumn->setContentsMargins(0, 0, 0, 0);
    factsColumn->setSpacing(0);
    factsColumn->addWidget(new Hairline(Qt::Horizontal));
    factsColumn->addWidget(file);
    auto* line = new Hairline(Qt::Horizontal);
    factsColumn->addWidget(line);
    factsColumn->addWidget(m_runSettings);
    left->addWidget(new PanelScroll(facts)); // in a low window

    m_middle->addWidget(m_plots);
    m_middle->addWidget(m_events);
    m_middle->setStretchFactor(0, 1);
    m_middle->setChildrenCollapsible(false);
    m_middle->setSizes({10000, kEvents});
    m_centre->addWidget(m_empty);
    m_centre->addWidget(m_middle);

    m_columns->addWidget(m_left);
    m_columns->addWidget(m_centre);
    m_columns->addWidget(m_tags);
    m_columns->setStretchFactor(1, 1);
    m_columns->setCollapsible(1, false);
    m_left->setMinimumWidth(180);
    m_tags->setMinimumWidth(200);
    m_columns->setSizes({kLeft, 10000, kRight});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_columns);

    connect(m_tags, &TagsPanel::tagPointedAt, m_plots, &PlotView::pointAtTag);
    connect(m_tags, &TagsPanel::tagChosen, m_plots, &PlotView::setCurrentTag);
    connect(m_events, &EventsPanel::eventSelected, m_plots,
            [this](const Event& event) { m_plots->setCurrentTag(event.classIndex); });
    const auto showCentre = [this, line] {
        const bool any = m_session.current() != nullptr;
        const bool appears = any && m_centre->currentWidget() == m_empty;
        m_centre->setCurrentWidget(any ? static_cast<QWidget*>(m_middle) : m_empty);
        if (appears) // else the keyboard would go to some field of the events' header, and Space with it
            m_plots->stack()->setFocus(Qt::OtherFocusReason);
        line->setVisible(any);
        if (any)
            m_leftAsked = m_rightAsked = false;
        fitSides();
    };
    connect(&session, &AnalyzeSession::currentChanged, this, showCentre);
    showCentre();
}

bool AnalyzeView::isLeftShown() const
{
    return m_leftShown && !(isVisible() && m_left->isHidden());
}

bool AnalyzeView::isRightShown() const
{
    return m_rightShown && !(isVisible() && m_tags->isHidden());
}

void AnalyzeView::showLeft(bool shown)
{
    m_leftShown = m_leftAsked = shown;
    fitSides();
}

void AnalyzeView::showRight(bool shown)
{
    m_rightShown = m_rightAsked = shown;
    fitSides();
}

// The first page says what to do; in a narrow window the panels beside it, which have nothing to show yet, make room.
void AnalyzeView::fitSides()
{
    const bool cramped = isVisible() && m_centre->currentWidget() == m_empty;
    const int room = cramped ? width() - m_empty->contentWidth() : kLeft + kRight;
    const bool right = m_rightShown && (m_rightAsked || room >= kRight);
    m_tags->setVisible(right);
    m_left->setVisible(m_leftShown && (m_leftAsked || room - (right ? kRight : 0) >= kLeft));
}

void AnalyzeView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitSides();
}

void AnalyzeView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fitSides();
}

void AnalyzeView::focusNextPanel(bool forwards)
{
    QWidget* panels[] = {m_left, m_plots, m_events, m_tags};
    constexpr int count = 4;
    const QWidget* focus = QApplication::focusWidget();
    int at = forwards ? -1 : 0;
    for (int i = 0; i < count; ++i)
        if (focus && panels[i]->isAncestorOf(focus))
            at = i;
    for (int step = 1; step <= count; ++step) {
        QWidget* panel = panels[(at + (forwards ? step : count - step)) % count];
        if (!panel->isVisible())
            continue;
        for (QWidget* child : panel->findChildren<QWidget*>())
            if (child->isVisible() && child->isEnabled() && child->focusPolicy() & Qt::TabFocus) {
                child->setFocus(Qt::TabFocusReason);
                return;
            }
    }
}

void AnalyzeView::saveLayout(Settings& settings) const
{
    settings.setLayout(kColumnsKey, m_columns->saveState());
    settings.setLayout(kMiddleKey, m_middle->saveState());
    settings.setPanelShown(kLeftKey, m_leftShown);
    settings.setPanelShown(kRightKey, m_rightShown);
}

void AnalyzeView::restoreLayout(const Settings& settings)
{
    m_columns->restoreState(settings.layout(kColumnsKey));
    m_middle->restoreState(settings.layout(kMiddleKey));
    m_leftShown = settings.panelShown(kLeftKey);
    m_rightShown = settings.panelShown(kRightKey);
    fitSides();
}

} // namespace dass
