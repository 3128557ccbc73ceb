#pragma once

#include <QDialog>
#include <QKeySequence>

class QLabel;
class QSortFilterProxyModel;
class QTreeView;

namespace dass {

class HintButton;
class KeyField;
class ShortcutMap;
class ShortcutTable;

// Gives actions other keys. What is changed here takes effect when it is saved.
class ShortcutEditor : public QDialog
{
    Q_OBJECT
public:
    // The map outlives it.
    ShortcutEditor(ShortcutMap& map, QWidget* parent);

    void accept() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeTable();
    QWidget* makeKeysPart();
    QWidget* makeButtons();
    int row() const; // of the table's model; -1: none is chosen
    void offer(const QKeySequence& chord);
    void resolve();
    void show(const QString& problem, bool canTake);
    void update();

    ShortcutMap& m_map;
    ShortcutTable* m_table;
    QSortFilterProxyModel* m_filter;
    QTreeView* m_view;
    QLabel* m_name;
    KeyField* m_keys;
    QLabel* m_problem;
    HintButton* m_take;
    HintButton* m_none;
    HintButton* m_reset;
    HintButton* m_resetAll;
    QKeySequence m_offered; // what another action has
};

} // namespace dass
