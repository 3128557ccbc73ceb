#pragma once

#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_model.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/tag_dialog.h"
#include "ui/mainwindow/main_window.h"
#include "ui/plots/plot_stack.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/text_format.h"

#include <QLineEdit>
#include <QMouseEvent>
#include <QTreeView>

namespace dass {

// A window on one recording of 8 s, of which every tag has one event, 0 to 8 s.
struct CorrectingWindow
{
    CorrectingWindow() : window(shell.settings, *shell.session, {})
    {
        ViewSettings settings = shell.session->viewSettings();
        settings.allTags = true;
        settings.threshold = 0;
        shell.session->setViewSettings(settings);
        table = qobject_cast<QTreeView*>(window.analyzeView()->events()->table());
        stack = window.analyzeView()->plots()->stack();
    }

    bool open()
    {
        window.show();
        if (!QTest::qWaitForWindowActive(&window, 30000) || !shell.waitForBatch({shell.makeRecording("a.wav", 8)}))
            return false;
        return ready();
    }

    // The run is over and shown.
    bool ready() const
    {
        return QTest::qWaitFor(
            [&] {
                return shell.session->corrections().canEdit() &&
                       table->model()->rowCount() == int(FakeModel::kClasses) &&
                       !rows().filter(' ' + sampleClockText(8 * 16000) + ' ').isEmpty() &&
                       shell.recording(0).decode == DecodeState::Finished;
            },
            30000);
    }

    // "00:00:01.0 00:00:02.0 Class 1 renamed", in the order of the table
    QString row(int at) const
    {
        QStringList cells;
        for (const int column : {EventsModel::Start, EventsModel::End, EventsModel::Tag, EventsModel::Correction})
            cells << table->model()->index(at, column).data().toString();
        return cells.join(' ').trimmed();
    }
    QStringList rows() const
    {
        QStringList all;
        for (int at = 0; at < table->model()->rowCount(); ++at)
            all << row(at);
        return all;
    }

    void choose(int at) const
    {
        table->setFocus();
        table->setCurrentIndex(table->model()->index(at, EventsModel::Tag));
    }

    // What is typed into the field that is open in the table, and Enter.
    bool typeTime(const QString& text) const
    {
        auto* field = table->viewport()->findChild<QLineEdit*>();
        if (!field)
            return false;
        field->clear();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
        return QTest::qWaitFor([&] { return !table->viewport()->findChild<QLineEdit*>(); }, 30000);
    }

    bool chooseTag(const QString& typed)
    {
        auto* dialog = window.findChild<TagDialog*>();
        if (!dialog)
            return false;
        auto* search = dialog->findChild<SearchField*>();
        QTest::keyClicks(search, typed);
        QTest::keyClick(search, Qt::Key_Return);
        if (!QTest::qWaitFor([&] { return !window.findChild<TagDialog*>(); }, 30000))
            return false;
        window.activateWindow(); // as a desktop does when a dialog closes
        return QTest::qWaitForWindowActive(&window, 30000);
    }

    // In the plots, from and to a share of their width.
    void drag(double from, double to) const
    {
        auto* overlay = stack->findChild<QWidget*>(QStringLiteral("overlay"));
        constexpr int left = 112;
        constexpr int right = 12;
        const auto at = [&](double share) {
            return QPoint(left + int(share * (overlay->width() - left - right)), overlay->height() / 2);
        };
        QTest::mousePress(overlay, Qt::LeftButton, {}, at(from));
        for (int step = 1; step <= 4; ++step) {
            const QPoint position = at(from + (to - from) * step / 4);
            QMouseEvent move(QEvent::MouseMove, position, overlay->mapToGlobal(position), Qt::NoButton, Qt::LeftButton,
                             {});
            QCoreApplication::sendEvent(overlay, &move);
        }
        QTest::mouseRelease(overlay, Qt::LeftButton, {}, at(to));
    }

    EventsPanel& panel() const { return *window.analyzeView()->events(); }

    ShellFixture shell;
    MainWindow window;
    QTreeView* table = nullptr;
    PlotStack* stack = nullptr;
};

} // namespace dass
