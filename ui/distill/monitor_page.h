#pragma once

#include "ui/distill/curve_lines.h"

#include <QWidget>

#include <cstdint>
#include <optional>

class QComboBox;
class QLineEdit;
class QMenu;
class QSplitter;
class QTreeView;

namespace dass {

class CurvesView;
class ElidedLabel;
class HintButton;
class PlainTable;
class RecipePanel;
class RunHead;
class RunList;
class RunsPanel;
class Settings;
struct DistillActions;
struct RunDetails;

// The followed runs beside all that is known of the one looked at: key numbers, curves, scores of epochs and classes,
// what is taken for what, the log.
class MonitorPage : public QWidget
{
    Q_OBJECT
public:
    // All outlive it.
    MonitorPage(RunList& list, Settings& settings, const DistillActions& actions, QWidget* parent = nullptr);

    RunsPanel* runs() const { return m_runs; }
    RunHead* head() const { return m_head; }
    CurvesView* curves() const { return m_curves; }
    void saveLayout() const;

private:
    QWidget* makeCurves();
    QWidget* makeClasses();
    QWidget* makeLog();
    void watchSelected();
    void showRun();
    void showDetails();
    void showCurves();
    void fillEpochs(const RunDetails& details);
    void fillClasses();
    void showClassesHint();
    void fillConfusions(const RunDetails& details);
    void fillLog(const RunDetails& details);
    QList<CurveTrack> shownTracks() const;

    RunList& m_list;
    Settings& m_settings;
    RunsPanel* m_runs;
    RecipePanel* m_recipe;
    RunHead* m_head;
    CurvesView* m_curves;
    QComboBox* m_smoothing;
    QMenu* m_tracks;
    PlainTable* m_epochs;
    PlainTable* m_classes;
    PlainTable* m_confusions;
    PlainTable* m_log;
    QTreeView* m_logView = nullptr;
    QTreeView* m_confusionsView = nullptr;
    QTreeView* m_classesView = nullptr;
    QLineEdit* m_findClass = nullptr;
    ElidedLabel* m_epochsHint = nullptr;
    ElidedLabel* m_classesHint = nullptr;
    ElidedLabel* m_logHint = nullptr;
    QSplitter* m_columns;
    QSplitter* m_rows;
    QSplitter* m_bottom;
    QString m_loggedFolder;                  // whose log is shown
    std::optional<std::uint64_t> m_shownLog; // revisions; none yet
    std::optional<std::uint64_t> m_shownTables;
};

} // namespace dass
