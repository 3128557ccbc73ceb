#pragma once

#include "core/inference/events.h"

#include <QWidget>

#include <optional>

class QDoubleSpinBox;
class QSpinBox;
class QToolButton;
class QTreeView;

namespace dass {

class AnalyzeSession;
class ElidedLabel;
class EventsFilterBar;
class EventsModel;
class HintButton;

// The events table with what shapes it: merging of gaps, shortest event, how many tags at a time.
class EventsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit EventsPanel(AnalyzeSession& session, QWidget* parent = nullptr);

    // Chooses the event after (before) the chosen one; when none is chosen, the first from this sample on (the last
    // before it), or the nearest one where there is none.
    void selectNext(std::int64_t from);
    void selectPrevious(std::int64_t from);
    bool hasNext() const; // false at the last row
    bool hasPrevious() const;
    std::optional<Event> selected() const;
    void clearSelection();
    // Opens a field on the chosen event's start (end), as a double click there does.
    void editStart();
    void editEnd();

    void editFilter();           // opens what filters the table
    void setCanExport(bool can); // some recording has tags, maybe not the current one

    void editRules();       // opens the form of the other settings of events
    QWidget* table() const; // where Tab goes from event to event
    QSize minimumSizeHint() const override { return {400, 100}; }

signals:
    void eventSelected(const dass::Event& event);
    void orderChanged(); // rows have come, gone or moved
    void playRequested(const dass::Event& event);
    void exportRequested();
    void contextMenuRequested(const QPoint& position); // on the screen; the row there is chosen

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHeader();
    void connectFields();
    void makeTable();
    void connectTable();
    int selectedRow() const; // -1 when none is chosen
    int nextRow() const;
    int previousRow() const;
    void applyFilter();
    void restoreSelection();
    void selectRow(int row);
    void follow(const Event& before, const Event& after);
    void edit(int column);
    void updateWords();
    void showCount();
    QDoubleSpinBox* makeSecondsField(const ElidedLabel* name, const QString& toolTip);
    QSpinBox* makeTopField(const ElidedLabel* name);
    HintButton* makeExportButton(QWidget* parent);
    QToolButton* makeFilterButton(QWidget* parent);
    QToolButton* makeRulesButton(QWidget* parent);

    AnalyzeSession& m_session;
    EventsModel* m_model;
    ElidedLabel* m_count = nullptr;
    QString m_countWords; // in full
    QString m_countShort;
    QDoubleSpinBox* m_merge = nullptr;
    QDoubleSpinBox* m_shortest = nullptr;
    QSpinBox* m_topK = nullptr;
    QToolButton* m_filterButton = nullptr;
    QToolButton* m_rules = nullptr;
    HintButton* m_export = nullptr;
    EventsFilterBar* m_filter = nullptr;
    QTreeView* m_table = nullptr;
    std::optional<Event> m_selected; // survives rows that come and go
    std::optional<int> m_leftAt;     // the row of the chosen event, when it left the filtered table
    bool m_filterChanged = false;    // since rows were last replaced
    bool m_restoring = false;        // the current row changes although the person chose none
    bool m_toldByPress = false;      // the press that a click ends has chosen another row
};

} // namespace dass
