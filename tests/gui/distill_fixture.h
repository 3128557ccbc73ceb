#pragma once

#include "app/distill/job_draft.h"
#include "app/distill/run_control.h"
#include "tests/distill/toy_data.h"
#include "tests/gui/shell_fixture.h"
#include "ui/distill/distill_view.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/workspaces.h"
#include "ui/widgets/hint_button.h"

#include <memory>

namespace dass {

// A window that shows the Distill workspace, and runs on toy data that it starts.
class DistillFixture
{
protected:
    static constexpr int kPatience = 60'000; // ms

    void open()
    {
        m_shell = std::make_unique<ShellFixture>();
        m_window = std::make_unique<MainWindow>(m_shell->settings, *m_shell->session, QString());
        m_window->resize(1280, 800);
        m_window->show();
        m_window->workspaces()->show(m_window->distillView());
    }

    void close()
    {
        m_window.reset();
        for (const QString& run : findRuns(m_shell->path("runs").toStdString()))
            if (const RunSummary left = readRunSummary(run.toStdString()); isAtWork(left.phase))
                cancelRun(left); // of a test that failed
        m_shell.reset();
    }

    QString runPath(const QString& name = "run") const { return m_shell->path("runs/" + name); }
    RunPhase phase(const QString& name = "run") const { return readRunSummary(runPath(name).toStdString()).phase; }

    JobDraft toyDraft(std::int64_t epochs) const
    {
        const distill::ToyData toy(m_shell->folder.path().toStdString());
        nlohmann::json spec = toy.spec(epochs);
        for (const char* key : {"train", "eval", "labels"})
            spec["data"][key] = (toy.folder() / spec["data"][key].get<std::string>()).string();
        for (const char* key : {"path", "eval_path"})
            spec["teachers"][0][key] = (toy.folder() / "teacher.npy").string();
        return JobDraft::read(spec.dump());
    }

    void start(std::int64_t epochs)
    {
        makeRun(runPath().toStdString(), toyDraft(epochs).text());
        startRun(runPath().toStdString(), false);
        view().follow(runPath());
    }

    DistillView& view() const { return *m_window->distillView(); }
    const DistillActions& actions() const { return view().actions(); }

    // Of those that can be seen; null when there is none.
    static HintButton* button(const QWidget& page, const QString& text)
    {
        for (auto* found : page.findChildren<HintButton*>())
            if (found->text() == text && found->isVisibleTo(&page))
                return found;
        return nullptr;
    }

    std::unique_ptr<ShellFixture> m_shell;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace dass
