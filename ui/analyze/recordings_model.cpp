#include "ui/analyze/recordings_model.h"

#include "app/session/analyze_session.h"
#include "ui/widgets/text_format.h"

#include <QDir>
#include <QMimeData>

#include <utility>
#include <vector>

namespace dass {

namespace {

constexpr const char* kRowType = "application/x-dass-recording-row"; // of a drag within the list

// Why it failed, without the path in front: the row has named the file already.
QString reasonWithoutPath(const OpenRecording& recording)
{
    const QString path = '\'' + recording.path + '\'';
    const QString& reason = recording.failure;
    return reason.startsWith(path) ? reason.mid(path.size()).trimmed() : reason;
}

QString reasonOf(const OpenRecording& recording)
{
    if (recording.file == FileState::Missing)
        return RecordingsModel::tr("It is not there any more. Right click, Locate… finds it again.");
    if (recording.state == RecordingState::Failed)
        return recording.failure;
    QStringList reasons = recording.warnings;
    if (recording.file == FileState::Changed && recording.hasResult())
        reasons.prepend(RecordingsModel::tr("The file was changed since it was tagged: its tags are those of the file "
                                            "as it was. Tag it again to have those of now."));
    return reasons.join('\n');
}

} // namespace

QString trouble(const OpenRecording& recording)
{
    if (recording.file == FileState::Missing)
        return RecordingsModel::tr("missing: moved or removed");
    if (recording.state == RecordingState::Failed)
        return reasonWithoutPath(recording);
    if (recording.file == FileState::Changed && recording.hasResult())
        return RecordingsModel::tr("changed since tagging");
    return recording.warnings.value(0);
}

bool isDecoding(const OpenRecording& recording)
{
    return recording.state == RecordingState::Waiting && recording.decode == DecodeState::Running;
}

QString stateText(const OpenRecording& recording)
{
    switch (recording.state) {
    case RecordingState::Waiting:
        return isDecoding(recording) ? RecordingsModel::tr("decoding") : RecordingsModel::tr("waiting");
    case RecordingState::Tagging:
        if (recording.paused)
            return RecordingsModel::tr("paused at %1").arg(percentText(recording.progressShare()));
        return RecordingsModel::tr("tagging %1").arg(percentText(recording.progressShare()));
    case RecordingState::Done:
        if (recording.file != FileState::There)
            return RecordingsModel::tr("done; %1").arg(trouble(recording));
        return RecordingsModel::tr("done");
    case RecordingState::Cancelled:
        return RecordingsModel::tr("cancelled");
    case RecordingState::Failed:
        return RecordingsModel::tr("failed: %1").arg(recording.failure);
    }
    return {};
}

RecordingsModel::RecordingsModel(AnalyzeSession& session, QObject* parent)
    : QAbstractListModel(parent), m_session(session), m_rows(static_cast<int>(session.recordings().size())),
      m_lists(session.tags().lists()), m_worker(std::make_unique<TopTagWorker>())
{
    connect(m_worker.get(), &TopTagWorker::found, this, &RecordingsModel::takeTopTag);
    for (const auto& recording : session.recordings())
        noteTrouble(*recording);
    connect(&session, &AnalyzeSession::recordingClosing, this, [this](const OpenRecording* recording) {
        m_top.remove(recording);
        m_withTrouble.remove(recording);
    });
    connect(&session.tags(), &TagChoice::changed, this, &RecordingsModel::forgetTopTags);
    connect(&session, &AnalyzeSession::recordingAdded, this, [this](int row) {
        noteTrouble(*m_session.recordings()[static_cast<std::size_t>(row)]);
        beginInsertRows({}, row, row);
        ++m_rows;
        endInsertRows();
    });
    connect(&session, &AnalyzeSession::recordingRemoved, this, [this](int row) {
        beginRemoveRows({}, row, row);
        --m_rows;
        endRemoveRows();
    });
    connect(&session, &AnalyzeSession::recordingMoved, this, [this](int from, int to) {
        if (beginMoveRows({}, from, from, {}, to > from ? to + 1 : to)) // Qt names the row that it comes before
            endMoveRows();
    });
    connect(&session, &AnalyzeSession::recordingChanged, this,
            [this](const OpenRecording* recording) { tellChange(*recording); });
}

// Many times a second during a run.
void RecordingsModel::tellChange(const OpenRecording& recording)
{
    const QModelIndex row = index(m_session.indexOf(&recording));
    if (noteTrouble(recording))
        emit dataChanged(row, row);
    else
        emit dataChanged(row, row,
                         {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole, TopTagRole, RecordingRole});
}

// Whether its row has the line below the name now and had none, or the other way round.
bool RecordingsModel::noteTrouble(const OpenRecording& recording)
{
    const bool has = !trouble(recording).isEmpty();
    if (has == m_withTrouble.contains(&recording))
        return false;
    if (has)
        m_withTrouble.insert(&recording);
    else
        m_withTrouble.remove(&recording);
    return true;
}

// Among the tags that count, where the recording's model has those that the lists are about.
QString RecordingsModel::topTag(const OpenRecording& recording) const
{
    if (recording.state != RecordingState::Done || !recording.hasResult() || !recording.model)
        return {};
    TopTag& top = m_top[&recording];
    if (top.of.lock() != recording.result.probabilities) {
        std::vector<std::int64_t> counted;
        if (!m_lists.isEmpty() && recording.model->labels == m_session.labels().labels())
            counted = m_session.tags().countedClasses(recording.result.probabilities->classes());
        top = {
            recording.result.probabilities, m_worker->request(recording.result.probabilities, std::move(counted)), {}};
    }
    return top.name;
}

void RecordingsModel::takeTopTag(quint64 request, qint64 classIndex)
{
    for (auto top = m_top.begin(); top != m_top.end(); ++top) {
        if (top->request != request || classIndex < 0)
            continue;
        const int row = m_session.indexOf(top.key());
        if (row < 0 || top.key()->result.probabilities != top->of.lock() || !top.key()->model)
            return; // closed or tagged anew meanwhile
        top->name = QString::fromStdString(top.key()->model->labels.at(static_cast<std::size_t>(classIndex)).name);
        emit dataChanged(index(row), index(row), {TopTagRole, Qt::ToolTipRole});
        return;
    }
}

void RecordingsModel::forgetTopTags()
{
    if (m_session.tags().lists() == m_lists)
        return;
    m_lists = m_session.tags().lists();
    m_top.clear();
    if (m_rows > 0)
        emit dataChanged(index(0), index(m_rows - 1), {TopTagRole, Qt::ToolTipRole});
}

int RecordingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QVariant RecordingsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= static_cast<int>(m_session.recordings().size()))
        return {};
    const OpenRecording& recording = *m_session.recordings()[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return recording.name;
    case Qt::ToolTipRole: {
        QStringList lines{QDir::toNativeSeparators(recording.path)};
        if (recording.state != RecordingState::Failed && recording.file == FileState::There) // else the reason says it
            lines << sentenceText(stateText(recording));
        if (const QString top = topTag(recording); !top.isEmpty())
            lines << tr("Most probable tag: %1").arg(top);
        if (const QString reason = reasonOf(recording); !reason.isEmpty())
            lines << reason;
        return lines.join('\n');
    }
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(recording.name, stateText(recording));
    case TopTagRole:
        return topTag(recording);
    case RecordingRole:
        return QVariant::fromValue<const OpenRecording*>(&recording);
    default:
        return {};
    }
}

Qt::ItemFlags RecordingsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags | Qt::ItemIsDropEnabled; // between rows only
}

QStringList RecordingsModel::mimeTypes() const
{
    return {QLatin1String(kRowType)};
}

QMimeData* RecordingsModel::mimeData(const QModelIndexList& indexes) const
{
    auto* data = new QMimeData; // the view's
    data->setData(QLatin1String(kRowType), QByteArray::number(indexes.value(0).row()));
    return data;
}

bool RecordingsModel::canDropMimeData(const QMimeData* data, Qt::DropAction, int, int, const QModelIndex&) const
{
    return data->hasFormat(QLatin1String(kRowType));
}

bool RecordingsModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int, const QModelIndex& parent)
{
    bool ok = false;
    const int from = data->data(QLatin1String(kRowType)).toInt(&ok);
    if (!ok || from < 0 || from >= m_rows)
        return false;
    const int before = row >= 0 ? row : parent.isValid() ? parent.row() : m_rows; // below the last: to the end
    m_session.move(m_session.recordings()[static_cast<std::size_t>(from)].get(), before > from ? before - 1 : before);
    return false; // the rows have moved: the view has none to remove
}

} // namespace dass
