#include "app/session/label_tree.h"

#include "core/base/csv.h"
#include "core/report/class_tree.h"

#include <QFile>
#include <QHash>
#include <QStringList>

#include <algorithm>
#include <functional>

// Resources of a static library must be asked for by name, outside of any namespace.
static void initialiseLabels()
{
    Q_INIT_RESOURCE(labels);
}

namespace dass {

namespace {

struct Entry
{
    QString mid;
    QString name;
    QStringList parents;
    bool isLabel = false;
};

std::vector<QStringList> readTable(const QString& path)
{
    initialiseLabels();
    QFile file(path);
    std::vector<QStringList> rows;
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    for (const std::vector<std::string>& fields : csvTable(file.readAll().toStdString(), path.toStdString()).rows) {
        QStringList& row = rows.emplace_back();
        for (const std::string& field : fields)
            row << QString::fromStdString(field);
    }
    return rows;
}

// AudioSet's groups and tags, parents before children.
const std::vector<Entry>& entries()
{
    static const std::vector<Entry> all = [] {
        std::vector<Entry> list;
        for (const QStringList& row : readTable(QStringLiteral(":/labels/audioset_tree.csv")))
            if (row.size() == 4)
                list.push_back({row[0], row[1], row[2].split(QLatin1Char(';'), Qt::SkipEmptyParts), row[3] == "1"});
        return list;
    }();
    return all;
}

} // namespace

std::shared_ptr<const LabelTree> LabelTree::audioSet()
{
    static const std::shared_ptr<const LabelTree> tree = [] {
        std::vector<Label> labels;
        for (const QStringList& row : readTable(QStringLiteral(":/labels/audioset_labels.csv")))
            if (row.size() >= 3)
                labels.push_back({row[1].toStdString(), row[2].toStdString()});
        return forLabels(labels);
    }();
    return tree;
}

std::shared_ptr<const LabelTree> LabelTree::forLabels(const std::vector<Label>& labels)
{
    auto tree = std::make_shared<LabelTree>();
    tree->build(labels);
    return tree;
}

int LabelTree::addNode(const QString& name, std::int64_t classIndex, int parent)
{
    const int index = static_cast<int>(m_nodes.size());
    std::vector<int>& siblings = parent < 0 ? m_roots : m_nodes[static_cast<std::size_t>(parent)].children;
    const int row = static_cast<int>(siblings.size());
    siblings.push_back(index); // before the nodes move
    m_nodes.push_back({name, classIndex, parent, row, {}});
    return index;
}

void LabelTree::build(const std::vector<Label>& labels)
{
    m_labels = labels;
    std::vector<TreeEntry> tree;
    for (const Entry& entry : entries()) {
        TreeEntry& added = tree.emplace_back(TreeEntry{entry.mid.toStdString(), {}});
        for (const QString& parent : entry.parents)
            added.parents.push_back(parent.toStdString());
    }
    m_below = classesBelow(labels, tree);

    QHash<QString, std::int64_t> classOf;
    for (const Label& label : labels) {
        if (!label.mid.empty())
            classOf.insert(QString::fromStdString(label.mid), static_cast<std::int64_t>(m_names.size()));
        m_names.push_back(QString::fromStdString(label.name));
    }

    QHash<QString, std::vector<const Entry*>> childrenOf; // key: parent's mid, empty at the top
    for (const Entry& entry : entries()) {
        if (entry.parents.isEmpty())
            childrenOf[QString()].push_back(&entry);
        for (const QString& parent : entry.parents)
            childrenOf[parent].push_back(&entry);
    }

    const std::function<bool(const Entry&)> hasClass = [&](const Entry& entry) {
        if (classOf.contains(entry.mid))
            return true;
        const auto below = childrenOf.value(entry.mid);
        return std::any_of(below.begin(), below.end(), [&](const Entry* child) { return hasClass(*child); });
    };
    std::vector<bool> placed(m_names.size(), false);
    const std::function<void(const Entry&, int)> place = [&](const Entry& entry, int parent) {
        if (!hasClass(entry))
            return;
        const std::int64_t classIndex = classOf.value(entry.mid, -1);
        if (classIndex >= 0)
            placed[static_cast<std::size_t>(classIndex)] = true;
        const int node = addNode(entry.name, classIndex, parent);
        for (const Entry* child : childrenOf.value(entry.mid))
            place(*child, node);
    };
    for (const Entry* root : childrenOf.value(QString()))
        place(*root, -1);
    for (std::size_t i = 0; i < m_names.size(); ++i)
        if (!placed[i])
            addNode(m_names[i], static_cast<std::int64_t>(i), -1);
}

QString LabelTree::key(std::int64_t classIndex) const
{
    const std::string& mid = m_labels[static_cast<std::size_t>(classIndex)].mid;
    return mid.empty() ? name(classIndex) : QString::fromStdString(mid);
}

std::vector<std::int64_t> LabelTree::classesFrom(int node) const
{
    std::vector<std::int64_t> classes;
    std::vector<int> open{node};
    while (!open.empty()) {
        const Node& next = m_nodes[static_cast<std::size_t>(open.back())];
        open.pop_back();
        if (next.classIndex >= 0 && std::find(classes.begin(), classes.end(), next.classIndex) == classes.end())
            classes.push_back(next.classIndex);
        open.insert(open.end(), next.children.rbegin(), next.children.rend());
    }
    return classes;
}

std::vector<float> LabelTree::rolledUp(std::span<const ClassSummary> summary, TagRank rank) const
{
    std::vector<float> values(m_nodes.size(), -1);
    for (std::size_t i = m_nodes.size(); i-- > 0;) { // children before their parents
        const Node& node = m_nodes[i];
        if (node.classIndex >= 0 && node.classIndex < static_cast<std::int64_t>(summary.size()))
            values[i] = std::max(values[i], rankValue(summary[static_cast<std::size_t>(node.classIndex)], rank));
        if (node.parent >= 0) {
            float& parent = values[static_cast<std::size_t>(node.parent)];
            parent = std::max(parent, values[i]);
        }
    }
    return values;
}

} // namespace dass
