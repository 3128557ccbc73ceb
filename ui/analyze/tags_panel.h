#pragma once

#include "ui/widgets/panel.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSlider;
class QSortFilterProxyModel;
class QTreeView;

namespace dass {

class AnalyzeSession;
class TagsModel;

// Search, the tree of tags, and what acts at once on the stored probabilities: threshold and rows of the heat strip.
class TagsPanel : public Panel
{
    Q_OBJECT
public:
    explicit TagsPanel(AnalyzeSession& session, QWidget* parent = nullptr);

    void focusSearch();

private:
    QWidget* makeSearch();
    QWidget* makeControls();
    void makeTree();
    void search(const QString& words);
    void showChosen(); // opens the branches of chosen tags
    void showSettings();
    void setThreshold(double threshold);
    void updateHint();
    void fitTree();

    AnalyzeSession& m_session;
    TagsModel* m_model;
    QSortFilterProxyModel* m_filter;
    QLineEdit* m_search = nullptr;
    QTreeView* m_tree = nullptr;
    QLabel* m_words = nullptr;
    QSlider* m_slider = nullptr;
    QDoubleSpinBox* m_threshold = nullptr;
    QComboBox* m_rows = nullptr;
};

} // namespace dass
