#pragma once

#include "core/inference/events.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace dass {

class AnalyzeSession;
class EmptyPage;
class EventsPanel;
class PlotView;
class RecordingsPanel;
class RunSettingsPanel;
class Settings;
class TagsPanel;

// The Analyze workspace: recordings and settings on the left, plots and events in the middle, tags on the right. All on
// splitters; the sides fold away.
class AnalyzeView : public QWidget
{
    Q_OBJECT
public:
    AnalyzeView(AnalyzeSession& session, const QString& sample, QWidget* parent = nullptr);

    PlotView* plots() const { return m_plots; }
    EventsPanel* events() const { return m_events; }
    TagsPanel* tags() const { return m_tags; }
    RecordingsPanel* recordings() const { return m_recordings; }
    RunSettingsPanel* runSettings() const { return m_runSettings; }
    EmptyPage* emptyPage() const { return m_empty; }

    // As the person wants them; one that is asked for is there, also where the first page has to give room for it.
    bool isLeftShown() const;
    bool isRightShown() const;
    void showLeft(bool shown);
    void showRight(bool shown);
    void focusNextPanel(bool forwards);

    void saveLayout(Settings& settings) const;
    void restoreLayout(const Settings& settings);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fitSides();

    AnalyzeSession& m_session;
    bool m_leftShown = true;
    bool m_rightShown = true;
    bool m_leftAsked = false; // by hand, since the first page is there
    bool m_rightAsked = false;
    QSplitter* m_columns;
    QSplitter* m_middle;
    QStackedWidget* m_centre;
    QWidget* m_left;
    RecordingsPanel* m_recordings;
    RunSettingsPanel* m_runSettings;
    EmptyPage* m_empty;
    PlotView* m_plots;
    EventsPanel* m_events;
    TagsPanel* m_tags;
};

} // namespace dass
