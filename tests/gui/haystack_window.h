#pragma once

#include "app/session/installed_files.h"
#include "tests/gui/shell_fixture.h"
#include "ui/haystack/haystack_view.h"
#include "ui/haystack/tested_model.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/workspaces.h"

#include <QPushButton>
#include <QTest>

namespace dass {

// The window with its Haystack workspace in front, and the model and the sample that come with the program.
struct HaystackWindow
{
    HaystackWindow()
    {
        window.resize(1280, 800);
        window.show();
        window.activateWindow(); // keys go to the active window
        activated = QTest::qWaitForWindowActive(&window, 30000);
        window.workspaces()->show(&view);
        view.session().setModel(bundledModelFolder());
    }

    QPushButton* button(const QString& text) const
    {
        for (auto* one : view.findChildren<QPushButton*>())
            if (one->text() == text && one->isVisible())
                return one;
        return nullptr;
    }

    // For the present choice; other positions may still be tried.
    bool waitForExact() const
    {
        return QTest::qWaitFor(
            [this] {
                const HaystackSession& session = view.session();
                const ProbeAnswer* answer = session.answer();
                return answer && answer->exact && answer->position == session.choice().position &&
                       answer->frames == session.choice().frames;
            },
            60000);
    }

    bool waitForExample()
    {
        view.showExample();
        return QTest::qWaitFor([this] { return view.session().needles().size() == 6; }, 30000);
    }

    // The example's first sound in the mixture, in its middle, and no other.
    bool waitForOneNeedle()
    {
        const bool there = waitForExample();
        if (there)
            view.session().hideOnly(0);
        return there;
    }

    ShellFixture shell;
    MainWindow window{shell.settings, *shell.session, QStringLiteral(DASS_SOURCE_DIR "/resources/sample/sample.flac")};
    HaystackView& view = *window.haystack();
    bool activated = false;
};

} // namespace dass
