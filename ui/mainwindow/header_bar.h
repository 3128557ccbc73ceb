#pragma once

#include <QWidget>

class QAction;
class QMenuBar;
class QTabBar;

namespace dass {

class AnalyzeSession;
class HintButton;
class LabelledCombo;

// The bar at the top: menus, workspaces, and what a run is done with.
class HeaderBar : public QWidget
{
    Q_OBJECT
public:
    HeaderBar(AnalyzeSession& session, QAction* run, QWidget* parent = nullptr);

    QMenuBar* menuBar() const { return m_menuBar; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fillModels();
    void chooseModel(int index);
    void updateRun();

    AnalyzeSession& m_session;
    QAction* m_runAction;
    QMenuBar* m_menuBar;
    QTabBar* m_workspaces;
    LabelledCombo* m_model;
    LabelledCombo* m_device;
    HintButton* m_run;
};

} // namespace dass
