#pragma once

#include "tests/gui/playback_fixture.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/transport_bar.h"
#include "ui/plots/plot_stack.h"

#include <QAction>
#include <QApplication>

#include <algorithm>
#include <cmath>
#include <memory>

namespace dass {

// The program's window with a recording of 4 s, and a sound card whose time is in the test's hands.
struct PlayingWindow
{
    bool open(int channels = 1)
    {
        shell.settings.setTagWhenOpened(false);
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
        shell.session->open({writeChannels(shell.path("r.wav"), channels, channelSample)});
        stack->setFocus();
        return QTest::qWaitForWindowActive(&window, 30000) &&
               QTest::qWaitFor([this] { return shell.recording(0).decode == DecodeState::Finished; }, 30000);
    }

    void press(Qt::Key key) const { QTest::keyClick(QApplication::focusWidget(), key); }
    void trigger(const char* action) const { window.findChild<QAction*>(QLatin1String(action))->trigger(); }

    bool playAtLeast(std::size_t samples) const
    {
        return QTest::qWaitFor([&] { return output->advance(4800), output->played.size() >= samples; }, 30000);
    }
    bool playToTheEnd() const
    {
        return QTest::qWaitFor([&] { return output->advance(1200), !output->isRunning(); }, 30000);
    }

    // Whether all that was heard are the file's samples from there on, again and again after so many; louder by a
    // factor.
    bool hasPlayed(std::int64_t from, std::size_t period, float factor = 1) const
    {
        for (std::size_t i = 0; i < output->played.size(); ++i) {
            const auto at = from + static_cast<std::int64_t>(i % period);
            const float wanted = std::min(static_cast<float>(fileSample(at)) / 32768.0F * factor, 1.0F);
            if (std::abs(output->played[i] - wanted) > 1e-5F)
                return false;
        }
        return !output->played.empty();
    }

    ShellFixture shell;
    FakeOutput* output = new FakeOutput; // the window's
    MainWindow window{shell.settings, *shell.session, {}, std::unique_ptr<SoundOutput>(output)};
    PlotStack* stack = window.analyzeView()->plots()->stack();
    TransportBar* bar = window.findChild<TransportBar*>();
};

} // namespace dass
