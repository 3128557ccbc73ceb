#pragma once

#include "core/inference/events.h"

#include <QWidget>

#include <optional>

class QDoubleSpinBox;
class QTreeView;

namespace dass {

class AnalyzeSession;
class ElidedLabel;
class EventsModel;
class HintButton;

// The events table with what shapes it: merging of gaps, shortest event.
class EventsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit EventsPanel(AnalyzeSession& session, QWidget* parent = nullptr);

    // Chooses the event after (before) the chosen one, or after (before) this sample when none is chosen.
    void selectNext(std::int64_t from);
    void selectPrevious(std::int64_t from);
    std::optional<Event> selected() const;
    void clearSelection();

    QSize minimumSizeHint() const override { return {400, 100}; }

signals:
    void eventSelected(const dass::Event& event);
    void playRequested(const dass::Event& event);
    void exportRequested();

private:
    QWidget* makeHeader();
    void makeTable();
    void selectRow(int row);
    void updateWords();
    QDoubleSpinBox* makeSecondsField(const QString& name);

    AnalyzeSession& m_session;
    EventsModel* m_model;
    ElidedLabel* m_count = nullptr;
    QDoubleSpinBox* m_merge = nullptr;
    QDoubleSpinBox* m_shortest = nullptr;
    HintButton* m_export = nullptr;
    QTreeView* m_table = nullptr;
    std::optional<Event> m_selected; // survives rows that come and go
    bool m_restoring = false;
};

} // namespace dass
