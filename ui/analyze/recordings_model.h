#pragma once

#include <QAbstractListModel>

namespace dass {

class AnalyzeSession;
struct OpenRecording;

// The open recordings as rows, which can be dragged into another order. DisplayRole is the name, ToolTipRole the path
// and the whole failure.
class RecordingsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { RecordingRole = Qt::UserRole }; // OpenRecording*

    explicit RecordingsModel(AnalyzeSession& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    // A row that is dragged to another place in the list.
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

private:
    AnalyzeSession& m_session;
    int m_rows = 0;
};

// The state in words, as the row's second reading: "waiting", "tagging 43 %", "damaged after 00:12:31.2".
QString stateText(const OpenRecording& recording);
// The line below the name; empty where there is nothing to say.
QString trouble(const OpenRecording& recording);

} // namespace dass

Q_DECLARE_METATYPE(const dass::OpenRecording*)
