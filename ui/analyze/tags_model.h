#pragma once

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace dass {

class AnalyzeSession;
class LabelTree;

// AudioSet's tree with each tag's maximum in the current recording; groups show the largest below them. Checking a tag
// draws its curve.
class TagsModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Threshold, Maximum, ColumnCount };
    enum Role {
        ClassRole = Qt::UserRole, // qint64, -1 for groups
        MaximumRole,              // float, -1 when nothing is known
        ColourRole,               // int, place in the tags' colours; absent when not chosen
    };

    explicit TagsModel(AnalyzeSession& session, QObject* parent = nullptr);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // The first node of a class; invalid if the model does not have it.
    QModelIndex indexOfClass(qint64 classIndex) const;

private:
    void rebuild();
    void refresh();
    void changedEverywhere(const QModelIndex& parent);

    AnalyzeSession& m_session;
    std::shared_ptr<const LabelTree> m_labels; // the rows' own, changed only while the model is being reset
    std::vector<float> m_maxima;               // [nodes]
};

} // namespace dass
