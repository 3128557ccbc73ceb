#include "ui/distill/plain_table.h"

#include "ui/style/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeView>

#include <algorithm>

namespace dass {

namespace {

constexpr int kRow = 24;
constexpr int kBarNumberWidth = 48; // right of a bar
constexpr int kBarHeight = 6;
constexpr int kPadding = 8;

// Rows of 24 px; a bar left of a number where the cell has one.
class CellDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        QStyleOptionViewItem text = option;
        initStyleOption(&text, index);
        QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &text, painter, option.widget);
        const QRect inside = option.rect.adjusted(kPadding, 0, -kPadding, 0);
        painter->setFont(text.font);
        painter->setPen(tokens().text);
        painter->drawText(inside, static_cast<int>(text.displayAlignment) | Qt::TextSingleLine,
                          text.fontMetrics.elidedText(text.text, Qt::ElideRight, inside.width()));
        drawBar(painter, option, index);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), kRow};
    }

private:
    static void drawBar(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
    {
        const double share = index.data(PlainTable::BarRole).toDouble();
        if (share < 0)
            return;
        const QRect bar(option.rect.left() + kPadding, option.rect.center().y() - kBarHeight / 2 + 1,
                        std::max(8, option.rect.width() - 2 * kPadding - kBarNumberWidth), kBarHeight);
        const Tokens& t = tokens();
        painter->fillRect(bar, t.hairline);
        painter->fillRect(
            QRect(bar.left(), bar.top(), static_cast<int>(bar.width() * std::min(share, 1.0)), kBarHeight), t.tags[6]);
        const double mark = index.data(PlainTable::MarkRole).toDouble();
        if (mark >= 0)
            painter->fillRect(QRect(bar.left() + static_cast<int>(bar.width() * std::min(mark, 1.0)) - 1, bar.top() - 2,
                                    2, kBarHeight + 4),
                              t.text);
    }
};

} // namespace

PlainTable::PlainTable(std::vector<Column> columns, QObject* parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns))
{
}

bool PlainTable::isGrown(const std::vector<Row>& rows) const
{
    if (m_sortColumn >= 0 || m_rows.empty() || rows.size() <= m_rows.size())
        return false;
    const auto alike = [](const Row& a, const Row& b) {
        return std::ranges::equal(a, b, {}, &Cell::text, &Cell::text);
    };
    return alike(rows.front(), m_rows.front()) && alike(rows[m_rows.size() - 1], m_rows.back());
}

void PlainTable::setRows(std::vector<Row> rows)
{
    if (isGrown(rows)) {
        beginInsertRows({}, static_cast<int>(m_rows.size()), static_cast<int>(rows.size()) - 1);
        m_rows = std::move(rows);
        endInsertRows();
        return;
    }
    const bool same = rows.size() == m_rows.size();
    if (!same)
        beginResetModel();
    m_rows = std::move(rows);
    sortRows();
    if (!same)
        endResetModel();
    else if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int PlainTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlainTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant PlainTable::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto column = static_cast<std::size_t>(index.column());
    const Cell& cell = m_rows[static_cast<std::size_t>(index.row())][column];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return m_columns[column].isNumber ? QVariant() : cell.text;
    case Qt::TextAlignmentRole:
        return static_cast<int>((m_columns[column].isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case BarRole:
        return cell.bar;
    case MarkRole:
        return cell.mark;
    default:
        return {};
    }
}

QVariant PlainTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const Column& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

void PlainTable::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_order = order;
    emit layoutAboutToBeChanged();
    sortRows();
    emit layoutChanged();
}

void PlainTable::sortRows()
{
    if (m_sortColumn < 0)
        return;
    const auto column = static_cast<std::size_t>(m_sortColumn);
    const auto before = [column](const Row& a, const Row& b) {
        const QVariant& left = a[column].order;
        const QVariant& right = b[column].order;
        if (left.isValid() && right.isValid())
            return left.toDouble() < right.toDouble();
        if (left.isValid() != right.isValid())
            return right.isValid();
        return QString::localeAwareCompare(a[column].text, b[column].text) < 0;
    };
    if (m_order == Qt::AscendingOrder)
        std::ranges::stable_sort(m_rows, before);
    else
        std::ranges::stable_sort(m_rows, [&](const Row& a, const Row& b) { return before(b, a); });
}

QTreeView* makeTableView(PlainTable* model, const QString& name, QWidget* parent)
{
    auto* view = new QTreeView(parent);
    view->setModel(model);
    view->setItemDelegate(new CellDelegate(view));
    view->setFrameShape(QFrame::NoFrame);
    view->setRootIsDecorated(false);
    view->setUniformRowHeights(true);
    view->setAllColumnsShowFocus(true);
    view->setMouseTracking(true);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setAccessibleName(name);
    view->header()->setStretchLastSection(false);
    view->header()->setSectionsMovable(false);
    view->header()->setMinimumSectionSize(40);
    view->setTabKeyNavigation(false);
    return view;
}

} // namespace dass
