#include "ui/mainwindow/shortcut_table.h"

#include "ui/style/fonts.h"

#include <QAction>

#include <algorithm>

namespace dass {

ShortcutTable::ShortcutTable(std::vector<ShortcutMap::Entry> entries, QObject* parent)
    : QAbstractTableModel(parent), m_entries(std::move(entries))
{
}

bool ShortcutTable::anyChanged() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const ShortcutMap::Entry& entry) { return entry.keys != entry.standard; });
}

int ShortcutTable::holderOf(const QKeySequence& keys, int except) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (row != except && entry(row).keys.contains(keys))
            return row;
    return -1;
}

void ShortcutTable::give(int row, const QKeySequence& keys)
{
    takeAway(keys, row);
    set(row, {keys});
}

void ShortcutTable::clear(int row)
{
    set(row, {});
}

void ShortcutTable::reset(int row)
{
    for (const QKeySequence& keys : entry(row).standard)
        takeAway(keys, row);
    set(row, entry(row).standard);
}

void ShortcutTable::resetAll()
{
    for (int row = 0; row < rowCount(); ++row)
        set(row, entry(row).standard);
}

void ShortcutTable::takeAway(const QKeySequence& keys, int except)
{
    for (int row = holderOf(keys, except); row >= 0; row = holderOf(keys, except)) {
        ShortcutMap::Keys rest = entry(row).keys;
        rest.removeAll(keys);
        set(row, rest);
    }
}

void ShortcutTable::set(int row, const ShortcutMap::Keys& keys)
{
    m_entries[static_cast<std::size_t>(row)].keys = keys;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int ShortcutTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ShortcutTable::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant ShortcutTable::data(const QModelIndex& index, int role) const
{
    const ShortcutMap::Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    const bool changed = isChanged(index.row());
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Action:
            return entry.text;
        case Menu:
            return entry.menus.join(QStringLiteral(" › "));
        default:
            return entry.keys.isEmpty() ? QStringLiteral("–") : ShortcutMap::textOf(entry.keys);
        }
    case Qt::FontRole:
        return index.column() == Keys && changed ? QVariant(titleFont()) : QVariant();
    case Qt::ToolTipRole:
        if (!changed)
            return {};
        return entry.standard.isEmpty() ? tr("Changed; without keys at first")
                                        : tr("Changed; at first %1").arg(ShortcutMap::textOf(entry.standard));
    default:
        return {};
    }
}

QVariant ShortcutTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Action ? tr("Action") : section == Menu ? tr("Menu") : tr("Keys");
}

} // namespace dass
