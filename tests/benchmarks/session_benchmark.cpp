#include "app/session/analyze_session.h"
#include "app/session/session_files.h"
#include "app/session/session_keeper.h"
#include "core/base/version.h"
#include "core/overview/mel_pyramid.h"
#include "core/overview/waveform_pyramid.h"
#include "tests/benchmarks/timed_application.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/picture_maker.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/session_actions.h"
#include "ui/plots/plot_stack.h"
#include "ui/style/theme.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <random>

// How long a finished session of one long recording takes to be saved, and to be reopened until all of it is on the
// screen: waveform and spectrogram of the whole recording, curves, heat strip, events; and pictures of it.
//
//     session_benchmark [HOURS] [TIMES]        (QT_QPA_PLATFORM=offscreen where there is no display)

using namespace dass;

namespace {

constexpr std::int64_t kClasses = 527;

// Silence that takes no room on the disk.
void makeRecording(const QString& path, std::int64_t samples)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    const auto bytes = static_cast<std::uint32_t>(samples * 2);
    std::array<char, 44> header{};
    const auto put = [&](std::size_t at, const auto& value) { std::memcpy(&header.at(at), &value, sizeof value); };
    std::memcpy(header.data(), "RIFF", 4);
    put(4, bytes + 36);
    std::memcpy(&header.at(8), "WAVEfmt ", 8);
    put(16, std::uint32_t{16});
    put(20, std::uint16_t{1});
    put(22, std::uint16_t{1});
    put(24, std::uint32_t{16000});
    put(28, std::uint32_t{32000});
    put(32, std::uint16_t{2});
    put(34, std::uint16_t{16});
    std::memcpy(&header.at(36), "data", 4);
    put(40, bytes);
    file.write(header.data(), header.size());
    file.resize(static_cast<qint64>(header.size()) + bytes);
}

SessionDocument finished(const QString& path, std::int64_t seconds)
{
    std::mt19937 random(5); // NOLINT(cert-msc51-cpp): the same in every run
    SavedRecording recording;
    recording.path = path;
    recording.samples = seconds * 16000;
    recording.state = RecordingState::Done;
    auto model = std::make_shared<ModelInfo>();
    model->name = "benchmark";
    model->sha256 = std::string(64, 'b');
    model->classes = kClasses;
    for (std::int64_t c = 0; c < kClasses; ++c)
        model->labels.push_back({"/m/b" + std::to_string(c), "Class " + std::to_string(c)});
    recording.model = model;

    Provenance run;
    describeInput(run, path.toStdU16String());
    run.programVersion = kVersion;
    run.modelClasses = kClasses;
    run.modelSha256 = model->sha256;
    run.settings = {.hopSeconds = 1.0};
    recording.provenance = std::make_shared<Provenance>(run);
    TaggingResult& result = recording.result;
    result.timing = RowTiming(run.settings);
    result.samples = recording.samples;
    result.frames = (recording.samples - 400) / 160 + 1;
    result.complete = true;
    result.probabilities = std::make_shared<ProbabilityMatrix>(kClasses);
    std::vector<float> row(kClasses);
    const std::int64_t rows = result.timing.rowCount(result.frames);
    for (std::int64_t r = 0; r < rows; ++r) {
        for (float& value : row) {
            const float unit = static_cast<float>(random() % 4096) / 4096;
            value = std::pow(unit, 12.0F); // mostly little, as models answer
        }
        result.probabilities->append(row);
    }

    auto waveform = std::make_shared<WaveformPyramid>();
    auto mel = std::make_shared<MelPyramid>();
    std::vector<float> samples(16000);
    std::vector<float> frames(std::size_t{100} * MelPyramid::kBands);
    for (float& sample : samples)
        sample = static_cast<float>(random() % 2000) / 2000 - 0.5F;
    for (float& value : frames)
        value = static_cast<float>(random() % 1000) / 100 - 10;
    for (std::int64_t second = 0; second < seconds; ++second) {
        waveform->append(samples);
        const auto count = static_cast<std::size_t>(second + 1 < seconds ? 100 : 98);
        mel->append(std::span(frames).first(count * MelPyramid::kBands));
    }
    waveform->finish();
    recording.waveform = waveform;
    recording.mel = mel;
    SessionDocument document;
    document.recordings.push_back(std::move(recording));
    document.current = 0;
    document.run.tagging = run.settings;
    return document;
}

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void makePicture(TimedApplication& application, AnalyzeSession& session, const PlotView& shown, const QString& path,
                 PictureFormat format)
{
    QElapsedTimer timer;
    timer.start();
    PictureMaker maker(session, shown, {PictureTrack::All, format, QSize(2560, 1440), 1, path});
    const double making = milliseconds(timer);
    QEventLoop until;
    QObject::connect(&maker, &PictureMaker::ended, &until, &QEventLoop::quit);
    application.forget();
    maker.start();
    until.exec();
    std::printf("  picture %s: %.0f ms, %.1f MB; made ready in %.1f ms of the GUI thread\n",
                qPrintable(suffixOf(format)), milliseconds(timer), static_cast<double>(QFileInfo(path).size()) / 1e6,
                making);
    application.report();
}

} // namespace

int main(int argc, char** argv)
{
    TimedApplication application(argc, argv);
    Theme::install(application, ThemeChoice::Light);
    const double hours = argc > 1 ? std::atof(argv[1]) : 10;
    const int times = argc > 2 ? std::atoi(argv[2]) : 5;
    const QTemporaryDir folder;
    const QString recording = folder.filePath(QStringLiteral("long.wav"));
    const QString session = folder.filePath(QStringLiteral("long.dass-session"));
    const auto seconds = static_cast<std::int64_t>(hours * 3600);
    makeRecording(recording, seconds * 16000);
    Settings settings(folder.filePath(QStringLiteral("settings.ini")));
    {
        const SessionDocument document = finished(recording, seconds);
        SessionFiles files;
        const ResultStore none(folder.filePath(QStringLiteral("none")).toStdU16String(), 0);
        QElapsedTimer timer;
        timer.start();
        files.save(document, session.toStdU16String(), none, {}, {});
        std::printf("%g h x %d classes, a row a second\n  saved the first time in %.0f ms", hours, int{kClasses},
                    milliseconds(timer));
        timer.restart();
        files.save(document, session.toStdU16String(), none, {}, {});
        std::printf(", again in %.1f ms\n", milliseconds(timer));
    }
    std::vector<double> took;
    for (int i = 0; i < times; ++i) {
        AnalyzeSession analysis(settings);
        MainWindow window(settings, analysis, {});
        window.resize(1280, 800);
        window.show();
        QCoreApplication::processEvents();
        SessionKeeper& keeper = window.sessions().keeper();
        PlotStack* stack = window.analyzeView()->plots()->stack();
        QElapsedTimer timer;
        QEventLoop until;
        double events = 0;
        const auto look = [&] {
            if (events == 0 && !analysis.digest().events.empty())
                events = milliseconds(timer);
            if (events > 0 && stack->isComplete())
                until.quit();
        };
        QObject::connect(stack, &PlotStack::drawn, &until, look);
        QObject::connect(&analysis, &AnalyzeSession::digestChanged, &until, look);
        QObject::connect(&keeper, &SessionKeeper::failed, &until, [](const QString& title, const QString& text) {
            std::printf("%s %s\n", qPrintable(title), qPrintable(text));
            QCoreApplication::exit(1);
        });
        application.forget();
        timer.start();
        keeper.open(session);
        until.exec();
        took.push_back(milliseconds(timer));
        std::printf("  reopened: %zu events after %.0f ms, everything after %.0f ms; longest event of the GUI thread "
                    "%.1f ms\n",
                    analysis.digest().events.size(), events, took.back(),
                    TimedApplication::quantile(application.milliseconds, 1));
        application.report();
        if (i + 1 == times)
            for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Svg, PictureFormat::Pdf})
                makePicture(application, analysis, *window.analyzeView()->plots(),
                            folder.filePath(QStringLiteral("picture.") + suffixOf(format)), format);
        keeper.end();
    }
    std::ranges::sort(took);
    std::printf("  median %.0f ms, longest %.0f ms\n", took[took.size() / 2], took.back());
    return 0;
}
