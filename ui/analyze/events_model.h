#pragma once

#include "ui/analyze/events_order_worker.h"

#include <QAbstractTableModel>

#include <memory>

namespace dass {

class AnalyzeSession;

// The events of the current recording, filtered and put in order off the GUI thread: until the new order is there the
// old rows stay. While a run goes on new rows are added without disturbing those above them.
class EventsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Start, End, Duration, Tag, Peak, Mean, Correction, Play, ColumnCount };
    enum Role {
        ColourRole = Qt::UserRole, // int, place in the tags' colours; absent when the tag has no curve. Changes untold,
                                   // with the session's TagChoice.
        PeakRole,                  // double
        CorrectionIconRole,        // int, an Icon; absent where a person has said nothing
    };

    explicit EventsModel(AnalyzeSession& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override; // start and end can be edited, as times
    bool setData(const QModelIndex& index, const QVariant& value, int role) override; // moves the event
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override; // returns at once

    void setFilter(const EventFilter& filter); // returns at once
    const EventFilter& filter() const { return m_filter; }
    int all() const { return m_shown->all(); } // events, of which the rows are those that pass the filter
    bool holds(const Event& event) const { return m_shown->holds(event); } // among all()

    const Event& event(int row) const { return m_shown->event(row); }
    int rowOf(const Event& event) const; // the row of the same tag and start; -1 if there is none

    bool awaitsCorrections() const; // whether what is shown was made before the last change of the corrections

signals:
    // Around everything that is told to views when rows come, go or move.
    void rowsAboutToBeReplaced(int count); // so many there will be
    void rowsReplaced();

private:
    QVariant correctionData(const CorrectedRow& row, int role) const;
    void requestRows();
    void show(const std::shared_ptr<const EventsOrder>& order, int alike);

    AnalyzeSession& m_session;
    int m_column = Start;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    EventFilter m_filter;
    std::shared_ptr<const Digest> m_digest; // to be shown, with the labels of its classes
    std::shared_ptr<const LabelTree> m_labels;
    std::shared_ptr<const EventsOrder> m_shown;
    quint64 m_request = 0; // the answer to it is waited for; 0: none
    EventsOrderWorker m_worker;
};

} // namespace dass
