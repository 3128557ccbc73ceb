#pragma once

#include <QDialog>

#include <cstdint>
#include <memory>

class QListView;
class QSortFilterProxyModel;

namespace dass {

class HintButton;
class LabelTree;
class SearchField;

// Chooses one of a model's tags. What is typed narrows the list; Up and Down choose while the field has the keyboard.
class TagDialog : public QDialog
{
    Q_OBJECT
public:
    // current: the tag that is chosen at first; -1: none
    TagDialog(std::shared_ptr<const LabelTree> labels, const QString& title, const QString& accept,
              std::int64_t current, QWidget* parent);

signals:
    void chosen(std::int64_t classIndex); // once, then the dialog is closed

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& text);
    void updateButton();
    void choose();

    std::shared_ptr<const LabelTree> m_labels;
    QSortFilterProxyModel* m_filter;
    SearchField* m_search;
    QListView* m_list;
    HintButton* m_choose;
};

} // namespace dass
