#pragma once

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace dass {

class AnalyzeSession;
class LabelTree;

// AudioSet's tree with what each tag is ranked by in the current recording; parents show the largest of their own and
// of those below them. Checking a tag draws its curve, checking a parent all of those below it. Instead of the tree,
// a list in order of rank, where every tag stands for itself. A tag's threshold can be edited: set, it is the tag's
// own, until an invalid value takes that away.
class TagsModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Threshold, Value, ColumnCount };
    enum Role {
        ClassRole = Qt::UserRole, // qint64, -1 for groups
        ValueRole,                // float: a probability or seconds; -1 when nothing is known
        ColourRole,               // int, place in the tags' colours; absent when not chosen
        OwnCheckRole,             // Qt::CheckState of the tag alone; absent for groups. May be set
        QuietRole,                // bool: nothing to see here
        OwnThresholdRole,         // bool: the tag has a threshold of its own
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

    bool hasThresholds() const; // there is something to say in their column
    // The first node of a class; invalid if the model does not have it.
    QModelIndex indexOfClass(qint64 classIndex) const;
    // Its own class and, in the tree, those below it.
    std::vector<std::int64_t> classesOf(const QModelIndex& index) const;

signals:
    void orderChanged(); // tree or list

private:
    // What counts at and below a node, and how much of it is chosen.
    struct Ticks
    {
        int counted = 0;
        int chosen = 0;

        Qt::CheckState state() const
        {
            return chosen == 0 ? Qt::Unchecked : chosen < counted ? Qt::PartiallyChecked : Qt::Checked;
        }
    };

    void rebuild();
    void refresh();
    void takeFigures();
    void takeTicks();
    void order();
    void changedEverywhere(const QModelIndex& parent);
    QVariant valueText(float value) const;
    QString thresholdWords(const QString& name, const QModelIndex& index, bool own) const;

    AnalyzeSession& m_session;
    std::shared_ptr<const LabelTree> m_labels; // the rows' own, changed only while the model is being reset
    std::vector<float> m_values;               // [nodes]
    std::vector<Ticks> m_ticks;                // [nodes]
    bool m_isList = false;
    std::vector<int> m_list;    // nodes, one a class, in order of rank
    std::vector<int> m_listRow; // [nodes], -1 where the class has another node
};

} // namespace dass
