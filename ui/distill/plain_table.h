#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <QVariant>

#include <vector>

class QTreeView;

namespace dass {

// A table of texts and numbers that is handed over whole, sortable by what its numbers are.
class PlainTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    struct Cell
    {
        QString text;
        QVariant order;   // to sort by; none: the text
        double bar = -1;  // share of the cell's bar; below 0: none
        double mark = -1; // on the bar
    };
    using Row = std::vector<Cell>; // as long as the columns

    struct Column
    {
        QString title;
        bool isNumber = false;
    };
    explicit PlainTable(std::vector<Column> columns, QObject* parent = nullptr);

    // Keeps the order that was asked for. Rows that only grew at the end leave the view where it is.
    void setRows(std::vector<Row> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    enum Role { BarRole = Qt::UserRole + 1, MarkRole };

private:
    void sortRows();
    bool isGrown(const std::vector<Row>& rows) const;

    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
    int m_sortColumn = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

// A view of such a table in the program's style.
QTreeView* makeTableView(PlainTable* model, const QString& name, QWidget* parent);

} // namespace dass
