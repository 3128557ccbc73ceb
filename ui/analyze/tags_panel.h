#pragma once

#include "ui/widgets/panel.h"

#include <functional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QModelIndex;
class QSlider;
class QSortFilterProxyModel;
class QTreeView;

namespace dass {

class AnalyzeSession;
class ElidedLabel;
class TagLists;
class TagsModel;
struct ViewSettings;

// Search, the tree of tags, and what acts at once on the stored probabilities: threshold, ranking and rows of the heat
// strip.
class TagsPanel : public Panel
{
    Q_OBJECT
public:
    explicit TagsPanel(AnalyzeSession& session, QWidget* parent = nullptr);

    void focusSearch();
    TagLists* lists() const { return m_lists; }

signals:
    void soundRequested(qint64 classIndex); // of all events of this tag
    void tagChosen(qint64 classIndex);      // by the keyboard or a click; -1: none
    void tagPointedAt(qint64 classIndex);   // -1: none any more

private:
    QWidget* makeSearch();
    QWidget* makeControls();
    void makeThreshold(QGridLayout* grid);
    void makeRanking(QGridLayout* grid);
    void makeTree();
    void makeThresholdEditing();
    void showMenu(const QPoint& position);
    void addThresholdsTo(QMenu& menu, const QModelIndex& index);
    void editThreshold(const QModelIndex& index);
    void search(const QString& words);
    void showChosen(); // opens the branches of chosen tags
    void showSettings();
    void change(const std::function<void(ViewSettings&)>& change);
    void updateHint();
    void fitTree();
    bool eventFilter(QObject* watched, QEvent* event) override;

    AnalyzeSession& m_session;
    TagsModel* m_model;
    QSortFilterProxyModel* m_filter;
    TagLists* m_lists;
    QLineEdit* m_search = nullptr;
    QTreeView* m_tree = nullptr;
    QLabel* m_words = nullptr;
    ElidedLabel* m_rules = nullptr;
    bool m_editing = false; // a threshold, in its place
    QSlider* m_slider = nullptr;
    QDoubleSpinBox* m_threshold = nullptr;
    QComboBox* m_rank = nullptr;
    QCheckBox* m_list = nullptr;
    QComboBox* m_rows = nullptr;
};

} // namespace dass
