#pragma once

#include "app/session/batch_keeper.h"
#include "app/session/session_keeper.h"
#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_model.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/session_actions.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/time_viewport.h"

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>
#include <memory>

namespace dass {

// A window whose program can be started again, and what is on its screen.
struct SessionWindow
{
    explicit SessionWindow(std::function<void()> onCall = {}) : shell(std::move(onCall)) { start(); }

    void start()
    {
        window.reset();
        shell.restart();
        shell.session->setModel(QStringLiteral("fake"));
        window = std::make_unique<MainWindow>(shell.settings, *shell.session, QString());
        window->show();
        QObject::connect(&keeper(), &SessionKeeper::failed,
                         [this](const QString& title, const QString& text) { problems << title + ' ' + text; });
    }

    SessionKeeper& keeper() const { return window->sessions().keeper(); }
    PlotStack* stack() const { return window->analyzeView()->plots()->stack(); }

    bool save(const QString& name)
    {
        QSignalSpy saved(&keeper(), &SessionKeeper::saved);
        keeper().save(shell.path(name));
        return saved.wait(20000);
    }
    bool open(const QString& file)
    {
        QSignalSpy completed(&keeper(), &SessionKeeper::completed);
        keeper().open(file);
        return completed.wait(20000) && settled();
    }
    // The tables show what there is.
    bool settled() const
    {
        return QTest::qWaitFor(
            [&] {
                const OpenRecording* current = shell.session->current();
                return !current || !current->hasResult() || !shell.session->digest().summary.empty();
            },
            20000);
    }

    // The events' table shows the current result with its corrections, and some events. Threads of their own find them
    // and put them in order.
    bool showsEvents() const
    {
        const AnalyzeSession& session = *shell.session;
        const OpenRecording& current = *session.current();
        std::vector<Event> events = findEvents(current.result, session.eventSettings());
        if (current.corrections && !current.corrections->empty())
            events =
                applyCorrections(std::move(events), *current.corrections, current.model->labels, current.result).events;
        const auto* table = qobject_cast<EventsModel*>(viewNamed(*window, "Events")->model());
        const auto isShown = [&](const Event& event) {
            const int row = table->rowOf(event);
            return row >= 0 && table->event(row) == event;
        };
        return !events.empty() && session.digest().events == events &&
               table->rowCount() == static_cast<int>(events.size()) && std::ranges::all_of(events, isShown);
    }

    // What a person sees, in words and numbers.
    QStringList screen() const
    {
        QStringList all;
        for (const char* name : {"Recordings", "Events"}) {
            const QAbstractItemModel* rows = viewNamed(*window, name)->model();
            for (int row = 0; row < rows->rowCount(); ++row)
                for (int column = 0; column < std::max(rows->columnCount(), 1); ++column)
                    all << rows->index(row, column)
                               .data(name[0] == 'R' ? Qt::AccessibleTextRole : Qt::DisplayRole)
                               .toString();
        }
        const ViewSettings& view = shell.session->viewSettings();
        all << QStringLiteral("threshold %1 gap %2 top %3")
                   .arg(view.threshold)
                   .arg(view.mergeGapSeconds)
                   .arg(view.topK);
        for (const TagChoice::Chosen& tag : shell.session->tags().chosen())
            all << QStringLiteral("tag %1 in colour %2").arg(tag.classIndex).arg(tag.colour);
        const TimeViewport* viewport = stack()->viewport();
        all << QStringLiteral("view %1 to %2 of %3")
                   .arg(viewport->start())
                   .arg(viewport->end())
                   .arg(viewport->length());
        all << QStringLiteral("head %1").arg(stack()->playhead());
        all << QStringLiteral("selection %1 %2").arg(stack()->selection().start).arg(stack()->selection().end);
        const SpectrogramSettings& spectrogram = window->analyzeView()->plots()->spectrogram();
        all << QStringLiteral("map %1 from %2 dB").arg(int(spectrogram.map)).arg(spectrogram.floorDb);
        all << (shell.session->current() ? shell.session->current()->name : QStringLiteral("nothing"));
        return all;
    }

    std::vector<float> rowsOf(std::size_t index) const { return dass::rowsOf(shell.recording(index)); }

    QMessageBox* question() const // that is asked now; one that was answered goes a little later
    {
        for (auto* box : window->findChildren<QMessageBox*>())
            if (box->isVisible())
                return box;
        return nullptr;
    }
    bool answer(const QString& button) const
    {
        if (!question())
            return false;
        for (QAbstractButton* one : question()->buttons())
            if (one->text().remove('&') == button) {
                one->click();
                return true;
            }
        return false;
    }
    bool showsText(const QString& text) const
    {
        for (const auto* label : window->findChildren<QWidget*>())
            if (label->isVisible() &&
                (label->accessibleName().contains(text) || label->property("text").toString().contains(text)))
                return true;
        return false;
    }

    ShellFixture shell;
    std::unique_ptr<MainWindow> window;
    QStringList problems;
};

} // namespace dass
