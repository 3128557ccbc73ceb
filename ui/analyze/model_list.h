#pragma once

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace dass {

class AnalyzeSession;
struct ShelvedModel;

// The models on the shelf as rows, under two headings that cannot be chosen. DisplayRole is the name.
class ModelList : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { KeyRole = Qt::UserRole, InUseRole }; // KeyRole: ShelvedModel::key(), empty of a heading

    explicit ModelList(AnalyzeSession& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    QModelIndex indexOf(const QString& key) const;               // invalid: none
    const ShelvedModel* modelAt(const QModelIndex& index) const; // null of a heading; valid until the shelf changes

private:
    void rebuild();

    AnalyzeSession& m_session;
    struct Row
    {
        QString heading; // or
        QString key;
    };
    QList<Row> m_rows;
};

// Draws them: name and facts, what is in use, how far a download is.
class ModelListDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace dass
