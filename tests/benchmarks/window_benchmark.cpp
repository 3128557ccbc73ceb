#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"
#include "tests/benchmarks/timed_application.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/main_window.h"
#include "ui/plots/plot_stack.h"
#include "ui/style/theme.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

// How smooth the window is while all cores tag: it zooms and pans sixty times a second, first idle, then during a run,
// and says how long the GUI thread was busy with each event and how late each turn came.
//
//     window_benchmark FILE [THREADS]        (QT_QPA_PLATFORM=offscreen where there is no display)

using namespace dass;

namespace {

constexpr int kTurn = 16;           // ms
constexpr int kTurnsWhenIdle = 300; // about 5 s

class Benchmark : public QObject
{
public:
    Benchmark(TimedApplication& application, AnalyzeSession& session, MainWindow& window)
        : m_application(application), m_session(session), m_plots(window.findChild<PlotStack*>())
    {
        m_turns.setTimerType(Qt::PreciseTimer);
        connect(&m_turns, &QTimer::timeout, this, [this] { turn(); });
        connect(&m_session, &AnalyzeSession::batchEnded, this, [this] {
            if (!m_tagging)
                return;
            report("while tagging");
            QApplication::quit();
        });
    }

    void start()
    {
        m_application.forget();
        m_late.clear();
        m_sinceTurn.start();
        m_turns.start(kTurn);
    }

private:
    void turn()
    {
        m_late.push_back(std::max(0.0, static_cast<double>(m_sinceTurn.nsecsElapsed()) / 1e6 - kTurn));
        m_sinceTurn.start();
        const bool zoom = m_count / 20 % 2 == 0;
        const int angle = m_count / 40 % 2 == 0 ? 60 : -60;
        const QPointF at(0.4 * m_plots->width(), 0.5 * m_plots->height());
        QWidget* under = m_plots->childAt(at.toPoint());
        QApplication::postEvent(under ? under : m_plots,
                                new QWheelEvent(at, m_plots->mapToGlobal(at), {}, {0, angle}, Qt::NoButton,
                                                zoom ? Qt::NoModifier : Qt::ShiftModifier, Qt::NoScrollPhase, false));
        if (++m_count == kTurnsWhenIdle) {
            report("idle");
            m_tagging = true;
            m_session.run();
            start();
        }
    }

    void report(const char* state)
    {
        m_turns.stop();
        std::printf("%s\n", state);
        m_application.report();
        TimedApplication::print("a turn's lateness", m_late);
    }

    TimedApplication& m_application;
    AnalyzeSession& m_session;
    QWidget* m_plots;
    QTimer m_turns;
    QElapsedTimer m_sinceTurn;
    std::vector<double> m_late;
    int m_count = 0;
    bool m_tagging = false;
};

} // namespace

int main(int argc, char** argv)
{
    TimedApplication application(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: window_benchmark FILE [THREADS]\n");
        return 2;
    }
    Theme::install(application, ThemeChoice::Light);
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    RunSettings run = settings.run();
    run.threads = argc > 2 ? std::atoi(argv[2]) : 0;
    settings.setRun(run);
    settings.setTagWhenOpened(false);
    AnalyzeSession session(settings);
    MainWindow window(settings, session, {});
    window.resize(1280, 800);
    window.show();
    Benchmark benchmark(application, session, window);
    QObject::connect(&session, &AnalyzeSession::modelChanged, &benchmark, [&] {
        if (session.modelState() == ModelState::Ready)
            session.open({QString::fromLocal8Bit(argv[1])});
    });
    QObject::connect(&session, &AnalyzeSession::overviewChanged, &benchmark, [&, started = false]() mutable {
        if (started || !session.current())
            return;
        started = true;
        benchmark.start();
    });
    session.setModel(bundledModelFolder(), false);
    return QApplication::exec();
}
