#pragma once

#include "app/session/tag_choice.h"
#include "ui/analyze/top_tag_worker.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <QString>

#include <memory>

namespace dass {

class AnalyzeSession;
struct OpenRecording;

// The open recordings as rows, which can be dragged into another order. DisplayRole is the name, ToolTipRole the path,
// the state and what is wrong in full. A change that names its roles leaves rows as high as they are.
class RecordingsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        RecordingRole = Qt::UserRole, // OpenRecording*
        TopTagRole, // of a recording that is done; empty until it is found, which begins when it is first asked for
    };

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
    struct TopTag
    {
        std::weak_ptr<const ProbabilityMatrix> of; // one that is gone is not kept for its tag
        quint64 request = 0;
        QString name;
    };

    QString topTag(const OpenRecording& recording) const;
    void takeTopTag(quint64 request, qint64 classIndex);
    void forgetTopTags();
    void tellChange(const OpenRecording& recording);
    bool noteTrouble(const OpenRecording& recording);

    AnalyzeSession& m_session;
    int m_rows = 0;
    mutable QHash<const OpenRecording*, TopTag> m_top; // of the rows that were looked at
    TagChoice::Lists m_lists;                          // that they were found with
    QSet<const OpenRecording*> m_withTrouble;
    std::unique_ptr<TopTagWorker> m_worker;
};

// It is read for its waveform and spectrogram, and nothing else happens to it.
bool isDecoding(const OpenRecording& recording);
// The state in words, as the row's second reading: "waiting", "tagging 43 %", "damaged after 00:12:31.2".
QString stateText(const OpenRecording& recording);
// The line below the name; empty where there is nothing to say.
QString trouble(const OpenRecording& recording);

} // namespace dass

Q_DECLARE_METATYPE(const dass::OpenRecording*)
