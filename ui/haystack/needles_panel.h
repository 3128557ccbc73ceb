#pragma once

#include "ui/widgets/panel.h"

class QPushButton;
class QTreeWidget;

namespace dass {

class ElidedLabel;
class HaystackSession;
class LabelTree;

// The needles, with what the model gives each of them alone. Clips are added, labelled and taken away here.
class NeedlesPanel : public Panel
{
    Q_OBJECT
public:
    explicit NeedlesPanel(HaystackSession& session, QWidget* parent = nullptr);

    QTreeWidget* list() const { return m_list; }
    void chooseLabel(); // of the chosen needle, in a dialog

signals:
    void addRequested();

private:
    void fill();
    void updateChosen();

    HaystackSession& m_session;
    QTreeWidget* m_list;
    QPushButton* m_label;
    QToolButton* m_remove;
    ElidedLabel* m_hint;
};

} // namespace dass
