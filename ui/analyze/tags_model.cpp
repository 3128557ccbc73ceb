#include "ui/analyze/tags_model.h"

#include "app/session/analyze_session.h"
#include "ui/widgets/text_format.h"

#include <algorithm>

namespace dass {

namespace {

constexpr float kFaint = 0.005F; // below it nothing was heard

std::size_t at(int node)
{
    return static_cast<std::size_t>(node);
}

int nodeOf(const QModelIndex& index)
{
    return static_cast<int>(index.internalId());
}

} // namespace

TagsModel::TagsModel(AnalyzeSession& session, QObject* parent) : QAbstractItemModel(parent), m_session(session)
{
    rebuild();
    connect(&session, &AnalyzeSession::labelsChanged, this, &TagsModel::rebuild);
    connect(&session, &AnalyzeSession::digestChanged, this, &TagsModel::refresh);
    connect(&session.tags(), &TagChoice::changed, this, &TagsModel::refresh);
    connect(&session, &AnalyzeSession::viewSettingsChanged, this, [this] {
        if (m_session.viewSettings().rankedList != m_isList) {
            rebuild();
            emit orderChanged();
        } else {
            refresh();
        }
    });
}

void TagsModel::rebuild()
{
    beginResetModel();
    m_labels = m_session.sharedLabels();
    m_isList = m_session.viewSettings().rankedList;
    m_list.clear();
    std::vector<bool> listed(static_cast<std::size_t>(m_labels->classes()), false);
    const auto& nodes = m_labels->nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const std::int64_t c = nodes[i].classIndex;
        if (c >= 0 && !listed[static_cast<std::size_t>(c)]) {
            listed[static_cast<std::size_t>(c)] = true;
            m_list.push_back(static_cast<int>(i));
        }
    }
    takeFigures();
    order();
    endResetModel();
}

void TagsModel::refresh()
{
    takeFigures();
    if (m_isList) {
        emit layoutAboutToBeChanged({}, VerticalSortHint);
        order();
        QModelIndexList from = persistentIndexList();
        QModelIndexList to;
        for (const QModelIndex& index : from)
            to << createIndex(m_listRow[at(nodeOf(index))], index.column(), index.internalId());
        changePersistentIndexList(from, to);
        emit layoutChanged({}, VerticalSortHint);
    }
    changedEverywhere({});
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void TagsModel::takeFigures()
{
    const std::vector<ClassSummary>& summary = m_session.digest().summary;
    const TagRank rank = m_session.viewSettings().rank;
    m_values = m_labels->rolledUp(summary, rank);
    if (m_isList) { // every tag by itself
        for (const int node : m_list) {
            const auto c = static_cast<std::size_t>(m_labels->nodes()[at(node)].classIndex);
            m_values[at(node)] = c < summary.size() ? rankValue(summary[c], rank) : -1;
        }
    }
    takeTicks();
}

void TagsModel::takeTicks()
{
    const TagChoice& tags = m_session.tags();
    std::vector<Ticks> own(static_cast<std::size_t>(m_labels->classes()));
    for (std::int64_t c = 0; c < m_labels->classes(); ++c)
        own[static_cast<std::size_t>(c)].counted = tags.counts(c) ? 1 : 0;
    for (const TagChoice::Chosen& tag : tags.chosen())
        if (tag.classIndex < m_labels->classes())
            own[static_cast<std::size_t>(tag.classIndex)].chosen = 1;
    const auto& nodes = m_labels->nodes();
    m_ticks.assign(nodes.size(), {});
    for (std::size_t i = nodes.size(); i-- > 0;) { // children before their parents
        if (nodes[i].classIndex >= 0) {
            const Ticks& alone = own[static_cast<std::size_t>(nodes[i].classIndex)];
            m_ticks[i].counted += alone.counted;
            m_ticks[i].chosen += alone.chosen;
        }
        if (nodes[i].parent >= 0 && !m_isList) {
            m_ticks[at(nodes[i].parent)].counted += m_ticks[i].counted;
            m_ticks[at(nodes[i].parent)].chosen += m_ticks[i].chosen;
        }
    }
}

void TagsModel::order()
{
    const auto place = [&](int node) { return m_labels->nodes()[at(node)].classIndex; };
    std::sort(m_list.begin(), m_list.end(), [&](int a, int b) {
        const float left = m_values[at(a)];
        const float right = m_values[at(b)];
        return left != right ? left > right : place(a) < place(b);
    });
    m_listRow.assign(m_labels->nodes().size(), -1);
    for (std::size_t row = 0; row < m_list.size(); ++row)
        m_listRow[at(m_list[row])] = static_cast<int>(row);
}

void TagsModel::changedEverywhere(const QModelIndex& parent)
{
    const int rows = rowCount(parent);
    if (rows == 0)
        return;
    emit dataChanged(index(0, 0, parent), index(rows - 1, ColumnCount - 1, parent));
    for (int row = 0; row < rows && !m_isList; ++row)
        changedEverywhere(index(row, 0, parent));
}

QModelIndex TagsModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto& rows = m_isList           ? m_list
                       : parent.isValid() ? m_labels->nodes()[at(nodeOf(parent))].children
                                          : m_labels->roots();
    return createIndex(row, column, static_cast<quintptr>(rows[at(row)]));
}

QModelIndex TagsModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || m_isList)
        return {};
    const auto& nodes = m_labels->nodes();
    const int parent = nodes[at(nodeOf(child))].parent;
    if (parent < 0)
        return {};
    return createIndex(nodes[at(parent)].row, 0, static_cast<quintptr>(parent));
}

int TagsModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0 || (m_isList && parent.isValid()))
        return 0;
    return static_cast<int>(m_isList           ? m_list.size()
                            : parent.isValid() ? m_labels->nodes()[at(nodeOf(parent))].children.size()
                                               : m_labels->roots().size());
}

int TagsModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant TagsModel::valueText(float value) const
{
    if (value < 0)
        return QStringLiteral("–");
    if (m_session.viewSettings().rank != TagRank::SecondsAbove)
        return probabilityText(static_cast<double>(value));
    return value < 60     ? tr("%L1 s").arg(static_cast<double>(value), 0, 'f', 1)
           : value < 3600 ? tr("%L1 min").arg(static_cast<double>(value) / 60, 0, 'f', 0)
                          : tr("%L1 h").arg(static_cast<double>(value) / 3600, 0, 'f', 1);
}

QString TagsModel::thresholdWords(const QString& name, const QModelIndex& index, bool own) const
{
    if (!(index.flags() & Qt::ItemIsEditable))
        return {};
    return own ? tr("%1 has this threshold of its own\nA click or Enter changes it").arg(name)
               : tr("%1 has the threshold of all tags\nA click or Enter gives it one of its own").arg(name);
}

QVariant TagsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int node = nodeOf(index);
    const LabelTree::Node& tag = m_labels->nodes()[at(node)];
    const float value = at(node) < m_values.size() ? m_values[at(node)] : -1;
    const TagChoice& tags = m_session.tags();
    const std::optional<int> colour = tag.classIndex >= 0 ? tags.colourOf(tag.classIndex) : std::nullopt;
    const std::optional<double> own = tag.classIndex >= 0 ? tags.ownThreshold(tag.classIndex) : std::nullopt;
    const double threshold = own.value_or(m_session.viewSettings().threshold);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name)
            return tag.name;
        if (index.column() == Threshold) // also of a tag that is not drawn, so that its own is not forgotten
            return colour || own ? probabilityText(threshold) : QString();
        return valueText(value);
    case Qt::EditRole:
        return index.column() == Threshold ? QVariant(threshold) : QVariant();
    case OwnThresholdRole:
        return own.has_value();
    case Qt::CheckStateRole:
        return index.column() == Name ? QVariant(m_ticks[at(node)].state()) : QVariant();
    case Qt::ToolTipRole:
        if (index.column() == Threshold)
            return thresholdWords(tag.name, index, own.has_value());
        if (index.column() != Name)
            return {};
        if (m_ticks[at(node)].counted == 0)
            return tr("%1 is left out by the tag lists").arg(tag.name);
        return m_isList || tag.children.empty() ? tag.name
                                                : tr("%1\nTicks all below it; with Ctrl only this tag").arg(tag.name);
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case ClassRole:
        return static_cast<qint64>(tag.classIndex);
    case ValueRole:
        return value;
    case ColourRole:
        return colour ? QVariant(*colour) : QVariant();
    case OwnCheckRole:
        return tag.classIndex >= 0 ? QVariant(colour ? Qt::Checked : Qt::Unchecked) : QVariant();
    case QuietRole: {
        const bool group = !m_isList && !tag.children.empty();
        const bool faint =
            value >= 0 && (m_session.viewSettings().rank == TagRank::SecondsAbove ? value <= 0 : value < kFaint);
        return m_ticks[at(node)].counted == 0 || (!colour && (group || faint));
    }
    default:
        return {};
    }
}

bool TagsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role == Qt::EditRole && index.flags() & Qt::ItemIsEditable) {
        bool ok = false;
        const double threshold = value.toDouble(&ok);
        m_session.tags().setOwnThreshold(index.data(ClassRole).toLongLong(),
                                         ok ? std::optional(std::clamp(threshold, 0.0, 1.0)) : std::nullopt);
        return true;
    }
    const bool on = value.toInt() == Qt::Checked;
    if (role == OwnCheckRole && index.data(ClassRole).toLongLong() >= 0)
        m_session.tags().setChosen(index.data(ClassRole).toLongLong(), on);
    else if (role == Qt::CheckStateRole && index.column() == Name)
        m_session.tags().setAllChosen(classesOf(index), on);
    else
        return false;
    return true;
}

Qt::ItemFlags TagsModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.isValid() && index.column() == Name && m_ticks[at(nodeOf(index))].counted > 0)
        flags |= Qt::ItemIsUserCheckable;
    if (index.isValid() && index.column() == Threshold) {
        const std::int64_t c = m_labels->nodes()[at(nodeOf(index))].classIndex;
        if (c >= 0 && m_session.tags().counts(c))
            flags |= Qt::ItemIsEditable;
    }
    return flags;
}

QVariant TagsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Tag");
    case Threshold:
        return hasThresholds() ? tr("Threshold") : QString();
    default:
        break;
    }
    switch (m_session.viewSettings().rank) {
    case TagRank::Mean:
        return tr("Mean");
    case TagRank::SecondsAbove:
        return tr("Time");
    case TagRank::Maximum:
        break;
    }
    return tr("Max");
}

bool TagsModel::hasThresholds() const
{
    return !m_session.tags().chosen().empty() || !m_session.tags().ownThresholds().empty();
}

QModelIndex TagsModel::indexOfClass(qint64 classIndex) const
{
    const auto& nodes = m_labels->nodes();
    for (const int node : m_list)
        if (nodes[at(node)].classIndex == classIndex)
            return createIndex(m_isList ? m_listRow[at(node)] : nodes[at(node)].row, 0, static_cast<quintptr>(node));
    return {};
}

std::vector<std::int64_t> TagsModel::classesOf(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return m_isList ? std::vector<std::int64_t>{m_labels->nodes()[at(nodeOf(index))].classIndex}
                    : m_labels->classesFrom(nodeOf(index));
}

} // namespace dass
