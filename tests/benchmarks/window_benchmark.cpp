#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"
#include "core/overview/waveform_pyramid.h"
#include "tests/benchmarks/timed_application.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/main_window.h"
#include "ui/plots/plot_stack.h"
#include "ui/style/theme.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

// How smooth the window is while all cores tag: it zooms and pans sixty times a second, first while the recording is
// decoded, then during runs that are cancelled, the first after five seconds, then during one to the end. It says how
// long the GUI thread was busy with each event and how late each turn came, and what a person waits for: the first
// waveform and the end of a cancelled run; and the memory of the process and the size of the stored results.
//
//     window_benchmark FILE [THREADS [MODEL]]        (QT_QPA_PLATFORM=offscreen where there is no display)

using namespace dass;

namespace {

constexpr int kTurn = 16;           // ms
constexpr int kTurnsOfAPhase = 300; // about 5 s
constexpr std::size_t kCancels = 21;

// Of this process, MB, as /proc/self/status names it: VmHWM, RssAnon, RssFile, RssShmem.
double memory(const char* name)
{
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(name))
            return std::atof(line.c_str() + std::strlen(name) + 1) / 1024;
    return 0;
}

double megabytesIn(const QString& folder)
{
    qint64 bytes = 0;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        bytes += files.nextFileInfo().size();
    return static_cast<double>(bytes) / 1e6;
}

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

class Benchmark : public QObject
{
public:
    Benchmark(TimedApplication& application, AnalyzeSession& session, MainWindow& window, const Settings& settings)
        : m_application(application), m_session(session), m_settings(settings), m_plots(window.findChild<PlotStack*>())
    {
        m_turns.setTimerType(Qt::PreciseTimer);
        connect(&m_turns, &QTimer::timeout, this, [this] { turn(); });
        connect(&m_session, &AnalyzeSession::batchEnded, this, [this] {
            if (m_phase == Phase::Cancelled) {
                m_cancels.push_back(milliseconds(m_cancelled));
                if (m_cancels.size() < kCancels) {
                    start(Phase::ToBeCancelled);
                    m_session.run();
                    return;
                }
                TimedApplication::print("cancelled runs are over after", m_cancels);
                std::fflush(stdout);
                start(Phase::Tagging);
                m_session.run();
            } else if (m_phase == Phase::Tagging) {
                report("while tagging");
                std::printf("memory at most %.0f MB; now %.0f MB its own, %.0f MB of mapped files\n", memory("VmHWM"),
                            memory("RssAnon"), memory("RssFile") + memory("RssShmem"));
                std::printf("kept results: %.1f MB\n", megabytesIn(m_settings.cacheFolder()));
                QApplication::quit();
            }
        });
    }

    enum class Phase { Looking, ToBeCancelled, Cancelled, Tagging };

    void start(Phase phase)
    {
        m_phase = phase;
        m_count = 0;
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
        ++m_count;
        if (m_phase == Phase::Looking && m_count == kTurnsOfAPhase) {
            report("while decoding");
            start(Phase::ToBeCancelled);
            m_session.run();
        } else if (m_phase == Phase::ToBeCancelled && m_count == turnsToCancel()) {
            if (m_cancels.empty())
                report("while tagging begins");
            m_phase = Phase::Cancelled;
            m_cancelled.start();
            m_session.cancel();
        }
    }

    // At another moment each time.
    int turnsToCancel() const
    {
        return m_cancels.empty() ? kTurnsOfAPhase : 5 + static_cast<int>(m_cancels.size() * 29 % 61);
    }

    void report(const char* state)
    {
        m_turns.stop();
        std::printf("%s\n", state);
        m_application.report();
        TimedApplication::print("a turn's lateness", m_late);
        std::fflush(stdout);
    }

    TimedApplication& m_application;
    AnalyzeSession& m_session;
    const Settings& m_settings;
    QWidget* m_plots;
    QTimer m_turns;
    QElapsedTimer m_sinceTurn;
    std::vector<double> m_late;
    QElapsedTimer m_cancelled;
    std::vector<double> m_cancels; // ms until each was over
    int m_count = 0;
    Phase m_phase = Phase::Looking;
};

} // namespace

int main(int argc, char** argv)
{
    TimedApplication application(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: window_benchmark FILE [THREADS [MODEL]]\n");
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
    Benchmark benchmark(application, session, window, settings);
    QElapsedTimer opened;
    QObject::connect(&session, &AnalyzeSession::modelChanged, &benchmark, [&] {
        if (session.model().state() != ModelState::Ready || opened.isValid())
            return;
        opened.start();
        session.open({QString::fromLocal8Bit(argv[1])});
    });
    PlotStack* stack = window.analyzeView()->plots()->stack();
    QObject::connect(stack, &PlotStack::drawn, &benchmark, [&, started = false]() mutable {
        if (started || !session.current() || !session.current()->waveform ||
            session.current()->waveform->samples() == 0)
            return;
        started = true;
        std::printf("first waveform on the screen %.0f ms after opening\n", milliseconds(opened));
        benchmark.start(Benchmark::Phase::Looking);
    });
    session.setModel(argc > 3 ? QString::fromLocal8Bit(argv[3]) : bundledModelFolder(), false);
    return QApplication::exec();
}
