#pragma once

#include "ui/mainwindow/shortcut_map.h"

#include <QAbstractTableModel>

namespace dass {

// Actions and their keys as a person changes them: a copy, which nobody else sees until it is applied.
class ShortcutTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Action, Menu, Keys, ColumnCount };

    ShortcutTable(std::vector<ShortcutMap::Entry> entries, QObject* parent);

    const std::vector<ShortcutMap::Entry>& entries() const { return m_entries; }
    const ShortcutMap::Entry& entry(int row) const { return m_entries[static_cast<std::size_t>(row)]; }
    bool isChanged(int row) const { return entry(row).keys != entry(row).standard; }
    bool anyChanged() const;
    // The row of another action that has these keys; -1: none.
    int holderOf(const QKeySequence& keys, int except) const;
    // Takes the keys from whoever has them.
    void give(int row, const QKeySequence& keys);
    void clear(int row);
    // The program's own keys, taken from whoever has them now.
    void reset(int row);
    void resetAll();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void takeAway(const QKeySequence& keys, int except);
    void set(int row, const ShortcutMap::Keys& keys);

    std::vector<ShortcutMap::Entry> m_entries;
};

} // namespace dass
