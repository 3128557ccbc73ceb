#include "ui/distill/distill_actions.h"

#include "app/distill/run_summary.h"
#include "ui/style/icons.h"

#include <QCoreApplication>
#include <QMenu>

#include <initializer_list>
#include <optional>
#include <utility>

namespace dass {

namespace {

QAction* make(const char* id, const QString& text, std::optional<Icon> icon, QObject* parent)
{
    auto* action = new QAction(icon ? themedIcon(*icon) : QIcon(), text, parent);
    action->setObjectName(QLatin1String(id));
    return action;
}

QString actionText(const char* text)
{
    return QCoreApplication::translate("dass::DistillActions", text);
}

} // namespace

DistillActions::DistillActions(QObject* parent)
    : guide(make("distill.guide", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "Model from &my recordings…")),
                 Icon::Distill, parent)),
      newJob(
          make("distill.new", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "&New job…")), Icon::Plus, parent)),
      open(make("distill.open", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "&Open run folder…")),
                Icon::Folder, parent)),
      pause(
          make("distill.pause", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "&Pause")), Icon::Pause, parent)),
      resume(
          make("distill.resume", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "&Resume")), Icon::Run, parent)),
      stop(make("distill.stop", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "&Stop")), Icon::Cancel, parent)),
      cancel(make("distill.cancel", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "&Cancel…")), Icon::Close,
                  parent)),
      use(make("distill.use", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "&Use in Analyze")), Icon::Analyze,
               parent)),
      test(make("distill.test", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "Use in &Haystack")),
                Icon::Haystack, parent)),
      exportModel(make("distill.export", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "E&xport model…")),
                       Icon::Export, parent)),
      duplicate(make("distill.duplicate", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "&Duplicate…")),
                     Icon::Copy, parent)),
      showFolder(make("distill.show_folder", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "Show in &folder")),
                      Icon::Folder, parent)),
      forget(make("distill.forget", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "Take from the &list")),
                  std::nullopt, parent)),
      remove(make("distill.delete", actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "D&elete…")), Icon::Close,
                  parent))
{
    for (const auto& [action, keys] :
         std::initializer_list<std::pair<QAction*, const char*>>{{guide, "Ctrl+Alt+M"},
                                                                 {newJob, "Ctrl+Alt+N"},
                                                                 {open, "Ctrl+Alt+J"},
                                                                 {pause, "Ctrl+Alt+P"},
                                                                 {resume, "Ctrl+Alt+C"},
                                                                 {stop, "Ctrl+Alt+S"},
                                                                 {use, "Ctrl+Alt+A"},
                                                                 {test, "Ctrl+Alt+Y"},
                                                                 {exportModel, "Ctrl+Alt+X"},
                                                                 {duplicate, "Ctrl+Alt+U"},
                                                                 {showFolder, "Ctrl+Alt+F"}})
        action->setShortcut(QKeySequence(QLatin1String(keys))); // none for what ends a process or deletes
    pause->setToolTip(
        actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "After this step, until Resume; its process stays")));
    resume->setToolTip(actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "Go on where it is")));
    stop->setToolTip(actionText(QT_TRANSLATE_NOOP(
        "dass::DistillActions", "End it after this step, score it and keep the best model; it can be resumed later")));
    cancel->setToolTip(actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "End its process now; the folder stays")));
    use->setToolTip(actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "Tag recordings with the finished model")));
    test->setToolTip(actionText(
        QT_TRANSLATE_NOOP("dass::DistillActions", "Hear how well the model finds sounds hidden in long ones")));
    exportModel->setToolTip(
        actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "Copy the model with its card into a folder of its own")));
    forget->setToolTip(actionText(QT_TRANSLATE_NOOP("dass::DistillActions", "The folder stays where it is")));
    update(nullptr);
}

void DistillActions::fillMenu(QMenu* menu) const
{
    menu->addActions({guide, newJob, open});
    menu->addSeparator();
    fillRunMenu(menu);
}

void DistillActions::fillRunMenu(QMenu* menu) const
{
    menu->addActions({pause, resume, stop, cancel});
    menu->addSeparator();
    menu->addActions({use, test, exportModel});
    menu->addSeparator();
    menu->addActions({duplicate, showFolder});
    menu->addSeparator();
    menu->addActions({forget, remove});
}

void DistillActions::update(const RunSummary* run) const
{
    const RunPhase phase = run ? run->phase : RunPhase::NoRun;
    const bool live = phase == RunPhase::Running || phase == RunPhase::Silent;
    const bool steps = live && !run->ending; // and looks for the files after each
    pause->setEnabled(steps && !run->pauseAsked);
    resume->setEnabled(run &&
                       (phase == RunPhase::Paused || (steps && run->pauseAsked) || (canGoOn(phase) && run->here)));
    stop->setEnabled((steps || phase == RunPhase::Paused) && !run->stopAsked);
    cancel->setEnabled(live || phase == RunPhase::Paused);
    for (QAction* action : {use, test, exportModel})
        action->setEnabled(run && run->hasModel);
    duplicate->setEnabled(run && phase != RunPhase::Missing && phase != RunPhase::NoRun);
    showFolder->setEnabled(run && phase != RunPhase::Missing);
    forget->setEnabled(run != nullptr);
    remove->setEnabled(run && canBeDeleted(phase));
}

} // namespace dass
