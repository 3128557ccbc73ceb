#include "ui/analyze/recordings_model.h"

#include "app/session/analyze_session.h"
#include "ui/widgets/text_format.h"

#include <QDir>

namespace dass {

namespace {

// Why it failed, without the path in front: the row has named the file already.
QString reasonWithoutPath(const OpenRecording& recording)
{
    const QString path = '\'' + recording.path + '\'';
    const QString& reason = recording.failure;
    return reason.startsWith(path) ? reason.mid(path.size()).trimmed() : reason;
}

} // namespace

QString trouble(const OpenRecording& recording)
{
    if (recording.state == RecordingState::Failed)
        return reasonWithoutPath(recording);
    return recording.warnings.value(0);
}

QString stateText(const OpenRecording& recording)
{
    switch (recording.state) {
    case RecordingState::Waiting:
        return recording.decode == DecodeState::Running ? RecordingsModel::tr("decoding")
                                                        : RecordingsModel::tr("waiting");
    case RecordingState::Tagging:
        return RecordingsModel::tr("tagging %1").arg(percentText(recording.progressShare()));
    case RecordingState::Done:
        return RecordingsModel::tr("done");
    case RecordingState::Cancelled:
        return RecordingsModel::tr("cancelled");
    case RecordingState::Failed:
        return RecordingsModel::tr("failed: %1").arg(recording.failure);
    }
    return {};
}

RecordingsModel::RecordingsModel(AnalyzeSession& session, QObject* parent)
    : QAbstractListModel(parent), m_session(session), m_rows(static_cast<int>(session.recordings().size()))
{
    connect(&session, &AnalyzeSession::recordingAdded, this, [this](int row) {
        beginInsertRows({}, row, row);
        ++m_rows;
        endInsertRows();
    });
    connect(&session, &AnalyzeSession::recordingRemoved, this, [this](int row) {
        beginRemoveRows({}, row, row);
        --m_rows;
        endRemoveRows();
    });
    connect(&session, &AnalyzeSession::recordingChanged, this, [this](OpenRecording* recording) {
        const QModelIndex row = index(m_session.indexOf(recording));
        emit dataChanged(row, row);
    });
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
        const QString reason =
            recording.state == RecordingState::Failed ? recording.failure : recording.warnings.join('\n');
        const QString path = QDir::toNativeSeparators(recording.path);
        return reason.isEmpty() ? path : path + '\n' + reason;
    }
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(recording.name, stateText(recording));
    case RecordingRole:
        return QVariant::fromValue<const OpenRecording*>(&recording);
    default:
        return {};
    }
}

} // namespace dass
