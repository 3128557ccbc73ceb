#include "ui/analyze/events_model.h"

#include "app/session/analyze_session.h"
#include "ui/style/icons.h"
#include "ui/widgets/key_names.h"
#include "ui/widgets/text_format.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

double seconds(const Event& event)
{
    return static_cast<double>(event.endSample - event.startSample) / 16000.0;
}

EventKey keyOf(int column)
{
    switch (column) {
    case EventsModel::End:
        return EventKey::End;
    case EventsModel::Duration:
        return EventKey::Duration;
    case EventsModel::Tag:
        return EventKey::Tag;
    case EventsModel::Peak:
        return EventKey::Peak;
    case EventsModel::Mean:
        return EventKey::Mean;
    case EventsModel::Correction:
        return EventKey::Correction;
    default:
        return EventKey::Start;
    }
}

Icon iconOf(const dass::Correction& correction)
{
    switch (correction.verdict) {
    case Verdict::Right:
        return Icon::Check;
    case Verdict::Wrong:
        return Icon::Close;
    case Verdict::None:
        break;
    }
    return correction.isAdded() ? Icon::Plus : Icon::Edit;
}

} // namespace

EventsModel::EventsModel(AnalyzeSession& session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session), m_digest(session.sharedDigest()),
      m_labels(session.sharedLabels()), m_shown(std::make_shared<const EventsOrder>())
{
    connect(&session, &AnalyzeSession::digestChanged, this, [this] {
        m_digest = m_session.sharedDigest();
        m_labels = m_session.sharedLabels();
        requestRows();
    });
    connect(&m_worker, &EventsOrderWorker::ready, this,
            [this](quint64 request, const std::shared_ptr<const EventsOrder>& order, int alike) {
                if (request == m_request)
                    show(order, alike);
            });
    connect(&m_worker, &EventsOrderWorker::failed, this, [this](quint64 request, const QString& error) {
        if (request == m_request)
            emit m_session.noticed(tr("The events could not be put in order."), error);
    });
}

void EventsModel::sort(int column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
    requestRows();
}

void EventsModel::setFilter(const EventFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    requestRows();
}

void EventsModel::requestRows()
{
    if (m_digest->events.empty()) { // at once: what is shown is about another recording or run
        m_request = 0;
        show(std::make_shared<const EventsOrder>(), 0);
        return;
    }
    m_request = m_worker.request({m_digest, m_labels, keyOf(m_column), m_order, m_filter, m_shown});
}

// Told by what is cheapest for a view that lays out all its rows anew whenever some come, go or move (and takes longer
// still over a change of data in many): first the number of rows, then where the events are now.
void EventsModel::show(const std::shared_ptr<const EventsOrder>& order, int alike)
{
    const std::shared_ptr<const EventsOrder> before = m_shown;
    const int had = before->rows();
    const int has = order->rows();
    emit rowsAboutToBeReplaced(has);
    if (has > had) {
        beginInsertRows({}, had, has - 1);
        m_shown = order;
        endInsertRows();
    } else if (has < had) {
        beginRemoveRows({}, has, had - 1);
        m_shown = order;
        endRemoveRows();
    }
    if (alike < std::min(had, has)) {
        emit layoutAboutToBeChanged({}, VerticalSortHint);
        m_shown = order;
        const QModelIndexList from = persistentIndexList();
        QModelIndexList to;
        for (const QModelIndex& index : from) {
            const int row = index.row() < had ? rowOf(before->event(index.row())) : index.row();
            to << (row < 0 ? QModelIndex() : createIndex(row, index.column()));
        }
        changePersistentIndexList(from, to);
        emit layoutChanged({}, VerticalSortHint);
    }
    m_shown = order;
    emit rowsReplaced();
}

int EventsModel::rowOf(const Event& event) const
{
    return m_shown->rowOf(event);
}

bool EventsModel::awaitsCorrections() const
{
    return m_session.current() && m_session.current()->corrections != m_digest->corrections;
}

int EventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_shown->rows();
}

int EventsModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant EventsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Event& event = m_shown->event(index.row());
    if (index.column() == Correction) {
        const CorrectedRow* row = m_shown->correction(index.row());
        return row ? correctionData(*row, role) : QVariant();
    }
    switch (role) {
    case Qt::EditRole:
        return index.column() == Start ? exactClockText(event.startSample, m_session.clockStart())
               : index.column() == End ? exactClockText(event.endSample, m_session.clockStart())
                                       : QString();
    case Qt::DisplayRole:
        switch (index.column()) {
        case Start:
            return sampleTimeText(event.startSample, m_session.clockStart());
        case End:
            return sampleTimeText(event.endSample, m_session.clockStart());
        case Duration:
            return shortDurationText(seconds(event));
        case Tag:
            return m_shown->labels().name(event.classIndex);
        case Peak:
            return probabilityText(static_cast<double>(event.peakProbability));
        case Mean:
            return probabilityText(static_cast<double>(event.meanProbability));
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return index.column() == Play ? KeyNames::instance().withKeys(tr("Play this event"), "play.selection")
               : index.column() == Start || index.column() == End ? tr("Double click to change it")
                                                                  : QVariant();
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

// Icon and word, and a sentence that says what the model had found.
QVariant EventsModel::correctionData(const CorrectedRow& row, int role) const
{
    const dass::Correction& correction = row.correction;
    QStringList words;
    if (correction.isAdded())
        words << tr("added");
    if (!correction.isAdded() && correction.tag)
        words << tr("renamed");
    if (!correction.isAdded() && correction.span)
        words << tr("moved");
    if (correction.verdict == Verdict::Right)
        words << tr("right");
    if (correction.verdict == Verdict::Wrong)
        words << tr("wrong");
    switch (role) {
    case Qt::DisplayRole:
        return words.join(QStringLiteral(", "));
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    case CorrectionIconRole:
        return static_cast<int>(iconOf(correction));
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return row.found ? tr("By you: %1. The model found %2 from %3 to %4.")
                               .arg(words.join(QStringLiteral(", ")), m_shown->labels().name(row.found->classIndex),
                                    sampleClockText(row.found->startSample), sampleClockText(row.found->endSample))
                         : tr("By you: %1.").arg(words.join(QStringLiteral(", ")));
    case Qt::AccessibleTextRole:
        return tr("Correction: %1").arg(words.join(QStringLiteral(", ")));
    default:
        return {};
    }
}

Qt::ItemFlags EventsModel::flags(const QModelIndex& index) const
{
    const bool editable = (index.column() == Start || index.column() == End) && m_session.corrections().canEdit();
    return QAbstractTableModel::flags(index) | (editable ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool EventsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || index.row() >= rowCount())
        return false;
    if (value == data(index, Qt::EditRole))
        return false; // what is shown is rounded: leaving the field must not move the event
    const Event event = m_shown->event(index.row());
    EventSpan span{event.startSample, event.endSample};
    std::int64_t& edge = index.column() == Start ? span.startSample : span.endSample;
    const std::optional<std::int64_t> typed = parseSample(value.toString(), m_session.clockStart(), edge);
    edge = std::max<std::int64_t>(typed.value_or(edge), 0);
    if (!typed || span.isEmpty()) {
        emit m_session.noticed(tr("The event was not moved."), !typed ? tr("Write a time as 1:02:03.5, 2:03 or 93.5.")
                                                                      : tr("An event ends after it starts."));
        return false;
    }
    m_session.corrections().move(event, span); // the rows come with the next digest
    return true;
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(
            (section == Tag || section == Peak || section == Correction ? Qt::AlignLeft : Qt::AlignRight) |
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
    case Correction:
        return tr("Correction");
    default:
        return QString();
    }
}

} // namespace dass
