#pragma once

#include "core/inference/events.h"

#include <QAbstractTableModel>

#include <vector>

namespace dass {

class AnalyzeSession;

// The events of the current recording. While a run goes on new rows are added without disturbing those above them.
class EventsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Start, End, Duration, Tag, Peak, Mean, Play, ColumnCount };
    enum Role {
        ColourRole = Qt::UserRole, // int, place in the tags' colours; absent when the tag has no curve
        PeakRole,                  // double
    };

    explicit EventsModel(AnalyzeSession& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    const Event& event(int row) const { return m_events[static_cast<std::size_t>(row)]; }
    int rowOf(const Event& event) const; // the row of the same tag and start; -1 if there is none

private:
    void refresh();
    void sortEvents(std::vector<Event>& events) const;

    AnalyzeSession& m_session;
    std::vector<Event> m_events;
    int m_column = Start;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace dass
