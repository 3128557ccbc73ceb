#include "ui/analyze/events_model.h"

#include "app/session/analyze_session.h"
#include "ui/widgets/text_format.h"

#include <algorithm>

namespace dass {

namespace {

bool sameEvent(const Event& a, const Event& b)
{
    return a.startSample == b.startSample && a.endSample == b.endSample && a.classIndex == b.classIndex &&
           a.peakProbability == b.peakProbability && a.meanProbability == b.meanProbability;
}

double seconds(const Event& event)
{
    return static_cast<double>(event.endSample - event.startSample) / 16000.0;
}

} // namespace

EventsModel::EventsModel(AnalyzeSession& session, QObject* parent) : QAbstractTableModel(parent), m_session(session)
{
    connect(&session, &AnalyzeSession::digestChanged, this, &EventsModel::refresh);
    connect(&session.tags(), &TagChoice::changed, this, [this] {
        if (!m_events.empty())
            emit dataChanged(index(0, Tag), index(rowCount() - 1, Peak)); // colours
    });
}

void EventsModel::refresh()
{
    std::vector<Event> events = m_session.digest().events;
    sortEvents(events);
    const auto common = static_cast<int>(
        std::mismatch(m_events.begin(), m_events.end(), events.begin(), events.end(), sameEvent).first -
        m_events.begin());
    const auto before = static_cast<int>(m_events.size());
    const auto after = static_cast<int>(events.size());
    if (before > common) {
        beginRemoveRows({}, common, before - 1);
        m_events.resize(static_cast<std::size_t>(common));
        endRemoveRows();
    }
    if (after > common) {
        beginInsertRows({}, common, after - 1);
        m_events = std::move(events);
        endInsertRows();
    }
}

void EventsModel::sortEvents(std::vector<Event>& events) const
{
    const auto byColumn = [this](const Event& a, const Event& b) {
        switch (m_column) {
        case End:
            return a.endSample < b.endSample;
        case Duration:
            return seconds(a) < seconds(b);
        case Tag:
            return QString::localeAwareCompare(m_session.labels().name(a.classIndex),
                                               m_session.labels().name(b.classIndex)) < 0;
        case Peak:
            return a.peakProbability < b.peakProbability;
        case Mean:
            return a.meanProbability < b.meanProbability;
        default:
            return a.startSample < b.startSample;
        }
    };
    if (m_order == Qt::AscendingOrder)
        std::stable_sort(events.begin(), events.end(), byColumn);
    else
        std::stable_sort(events.begin(), events.end(), [&](const Event& a, const Event& b) { return byColumn(b, a); });
}

void EventsModel::sort(int column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
    emit layoutAboutToBeChanged();
    std::vector<Event> sorted = m_events;
    sortEvents(sorted);
    const QModelIndexList old = persistentIndexList();
    QModelIndexList moved;
    for (const QModelIndex& index : old) {
        const Event& event = m_events[static_cast<std::size_t>(index.row())];
        const auto place =
            std::find_if(sorted.begin(), sorted.end(), [&](const Event& e) { return sameEvent(e, event); });
        moved << createIndex(static_cast<int>(place - sorted.begin()), index.column());
    }
    m_events = std::move(sorted);
    changePersistentIndexList(old, moved);
    emit layoutChanged();
}

int EventsModel::rowOf(const Event& event) const
{
    for (std::size_t row = 0; row < m_events.size(); ++row)
        if (m_events[row].classIndex == event.classIndex && m_events[row].startSample == event.startSample)
            return static_cast<int>(row);
    return -1;
}

int EventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventsModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant EventsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Event& event = m_events[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Start:
            return sampleClockText(event.startSample);
        case End:
            return sampleClockText(event.endSample);
        case Duration:
            return shortDurationText(seconds(event));
        case Tag:
            return m_session.labels().name(event.classIndex);
        case Peak:
            return probabilityText(static_cast<double>(event.peakProbability));
        case Mean:
            return probabilityText(static_cast<double>(event.meanProbability));
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return index.column() == Play ? tr("Play this event (P)") : QVariant();
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() == Tag ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case ColourRole: {
        const std::optional<int> colour = m_session.tags().colourOf(event.classIndex);
        return colour ? QVariant(*colour) : QVariant();
    }
    case PeakRole:
        return static_cast<double>(event.peakProbability);
    default:
        return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Tag || section == Peak ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Start:
        return tr("Start");
    case End:
        return tr("End");
    case Duration:
        return tr("Duration");
    case Tag:
        return tr("Tag");
    case Peak:
        return tr("Peak probability");
    case Mean:
        return tr("Mean probability");
    default:
        return QString();
    }
}

} // namespace dass
