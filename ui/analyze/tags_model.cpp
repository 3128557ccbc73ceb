#include "ui/analyze/tags_model.h"

#include "app/session/analyze_session.h"
#include "ui/widgets/text_format.h"

namespace dass {

TagsModel::TagsModel(AnalyzeSession& session, QObject* parent) : QAbstractItemModel(parent), m_session(session)
{
    rebuild();
    connect(&session, &AnalyzeSession::labelsChanged, this, &TagsModel::rebuild);
    connect(&session, &AnalyzeSession::digestChanged, this, &TagsModel::refresh);
    connect(&session.tags(), &TagChoice::changed, this, &TagsModel::refresh);
    connect(&session, &AnalyzeSession::viewSettingsChanged, this, &TagsModel::refresh);
}

void TagsModel::rebuild()
{
    beginResetModel();
    m_labels = m_session.sharedLabels();
    m_maxima = m_labels->rolledUpMaxima(m_session.digest().summary);
    endResetModel();
}

void TagsModel::refresh()
{
    m_maxima = m_labels->rolledUpMaxima(m_session.digest().summary);
    changedEverywhere({});
}

void TagsModel::changedEverywhere(const QModelIndex& parent)
{
    const int rows = rowCount(parent);
    if (rows == 0)
        return;
    emit dataChanged(index(0, 0, parent), index(rows - 1, ColumnCount - 1, parent));
    for (int row = 0; row < rows; ++row)
        changedEverywhere(index(row, 0, parent));
}

QModelIndex TagsModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto& nodes = m_labels->nodes();
    const auto& siblings =
        parent.isValid() ? nodes[static_cast<std::size_t>(parent.internalId())].children : m_labels->roots();
    return createIndex(row, column, static_cast<quintptr>(siblings[static_cast<std::size_t>(row)]));
}

QModelIndex TagsModel::parent(const QModelIndex& child) const
{
    if (!child.isValid())
        return {};
    const auto& nodes = m_labels->nodes();
    const int parent = nodes[static_cast<std::size_t>(child.internalId())].parent;
    if (parent < 0)
        return {};
    return createIndex(nodes[static_cast<std::size_t>(parent)].row, 0, static_cast<quintptr>(parent));
}

int TagsModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    const LabelTree& labels = *m_labels;
    return static_cast<int>(parent.isValid()
                                ? labels.nodes()[static_cast<std::size_t>(parent.internalId())].children.size()
                                : labels.roots().size());
}

int TagsModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant TagsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto node = static_cast<std::size_t>(index.internalId());
    const LabelTree::Node& tag = m_labels->nodes()[node];
    const float maximum = node < m_maxima.size() ? m_maxima[node] : -1;
    const std::optional<int> colour = tag.classIndex >= 0 ? m_session.tags().colourOf(tag.classIndex) : std::nullopt;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name)
            return tag.name;
        if (index.column() == Threshold)
            return colour ? probabilityText(m_session.viewSettings().threshold) : QString();
        return maximum < 0 ? QStringLiteral("–") : probabilityText(static_cast<double>(maximum));
    case Qt::CheckStateRole:
        if (index.column() == Name && tag.classIndex >= 0)
            return colour ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case ClassRole:
        return static_cast<qint64>(tag.classIndex);
    case MaximumRole:
        return maximum;
    case ColourRole:
        return colour ? QVariant(*colour) : QVariant();
    default:
        return {};
    }
}

bool TagsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const qint64 classIndex = index.data(ClassRole).toLongLong();
    if (role != Qt::CheckStateRole || classIndex < 0)
        return false;
    m_session.tags().setChosen(classIndex, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags TagsModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() == Name && index.data(ClassRole).toLongLong() >= 0)
        flags |= Qt::ItemIsUserCheckable;
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
        return m_session.tags().chosen().empty() ? QString() : tr("Threshold");
    default:
        return tr("Max");
    }
}

QModelIndex TagsModel::indexOfClass(qint64 classIndex) const
{
    const auto& nodes = m_labels->nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].classIndex == classIndex)
            return createIndex(nodes[i].row, 0, static_cast<quintptr>(i));
    return {};
}

} // namespace dass
