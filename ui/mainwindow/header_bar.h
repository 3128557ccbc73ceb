#pragma once

#include <QWidget>

class QAction;
class QMenuBar;
class QStackedWidget;
class QTabBar;

namespace dass {

class AnalyzeSession;
class DeviceChooser;
class HintButton;
class LabelledCombo;
enum class Icon;

// The bar at the top: menus, workspaces, and what a run is done with.
class HeaderBar : public QWidget
{
    Q_OBJECT
public:
    HeaderBar(AnalyzeSession& session, QAction* run, QWidget* parent = nullptr);

    QMenuBar* menuBar() const { return m_menuBar; }
    QWidget* runControls() const { return m_runControls; } // model, device and Run, for the workspace that tags

    void addWorkspace(Icon icon, const QString& name, QWidget* controls); // takes controls; null: none
    void showWorkspace(int index);

    QSize minimumSizeHint() const override;

signals:
    void workspaceChosen(int index);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillModels();
    void chooseModel(int index);
    void updateRun();
    void fit();

    AnalyzeSession& m_session;
    QAction* m_runAction;
    QMenuBar* m_menuBar;
    QTabBar* m_workspaces;
    QStringList m_names;        // of the workspaces
    int m_namedWidth = 0;       // of the tabs with all their names
    QStackedWidget* m_controls; // at the right, those of the workspace that is shown
    QWidget* m_runControls;
    LabelledCombo* m_model;
    DeviceChooser* m_device;
    HintButton* m_run;
};

} // namespace dass
