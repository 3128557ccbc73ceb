#include "app/jobs/export_job.h"
#include "app/jobs/scan_job.h"
#include "app/session/session_document.h"
#include "core/base/error.h"
#include "core/report/export.h"
#include "tests/gui/export_pipe.h"
#include "tests/gui/shell_fixture.h"

#include <QDir>
#include <QSettings>

#include <atomic>
#include <semaphore>
#include <sstream>

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace dass;

// What the Analyze workspace does, without a widget.
class ShellSessionTest : public QObject
{
    Q_OBJECT
private slots:
    void tagsWhatIsOpened();
    void showsRowsWhileARunGoesOn();
    void keepsWhatIsDoneWhenCancelled();
    void goesOnPastABadFile();
    void endsWhileARunGoesOn();
    void findsEventsAnewWithoutARun();
    void followsTheTopTagsUntilOneIsTicked();
    void exportsWhatTheReportWrites();
    void cancelsInTheMiddleOfAFile();
    void opensFoldersAndSkipsWhatIsOpen();
    void aFolderThatIsStillListedBelongsToWhatIsClosed();
    void aPauseEndsWithTheQueueThatWaitsForItsModel();
    void saysWhyAModelCannotBeLoaded();
    void tagsInTheBackground();
    void keepsSettings();
    void tagsWholeRecordings();
};

void ShellSessionTest::tagsWhatIsOpened()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    const OpenRecording& recording = shell.recording(0);
    QCOMPARE(recording.state, RecordingState::Done);
    QVERIFY(recording.result.complete);
    QCOMPARE(recording.result.probabilities->rows(), 4);
    QCOMPARE(recording.length(), 4 * 16000);
    QTRY_COMPARE(shell.session->digest().summary.size(), std::size_t(FakeModel::kClasses));
    QTRY_COMPARE(recording.decode, DecodeState::Finished);
    QTRY_VERIFY(recording.info.has_value()); // by a job of its own
}

void ShellSessionTest::showsRowsWhileARunGoesOn()
{
    std::counting_semaphore<> turns(2); // the model works for two windows, then waits
    ShellFixture shell([&] { turns.acquire(); });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 6)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    QCOMPARE(shell.recording(0).state, RecordingState::Tagging);
    QCOMPARE(shell.session->runs().running(), shell.session->current());
    QVERIFY(!shell.session->canRun());
    turns.release(100);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    QCOMPARE(shell.recording(0).result.probabilities->rows(), 6);
    QVERIFY(!shell.session->runs().running());
    QVERIFY(shell.session->canRun());
}

void ShellSessionTest::keepsWhatIsDoneWhenCancelled()
{
    std::counting_semaphore<> turns(3);
    ShellFixture shell([&] { turns.acquire(); });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 30), shell.makeRecording("b.wav", 4)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    shell.session->cancel();
    turns.release(1000);
    QVERIFY(ended.wait(30000));
    const OpenRecording& recording = shell.recording(0);
    QCOMPARE(recording.state, RecordingState::Cancelled);
    QVERIFY(!recording.result.complete);
    QVERIFY(recording.result.probabilities->rows() >= 1);
    QVERIFY(recording.result.probabilities->rows() < 30);
    QCOMPARE(shell.recording(1).state, RecordingState::Waiting); // what was queued does not start
    QVERIFY(ended.first().first().value<BatchSummary>().cancelled);
    QTRY_VERIFY(!shell.session->digest().summary.empty());
}

void ShellSessionTest::goesOnPastABadFile()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch(
        {shell.makeRecording("a.wav", 2), shell.makeBrokenFile("broken.wav"), shell.makeRecording("c.wav", 2)}));
    QCOMPARE(shell.recording(0).state, RecordingState::Done);
    QCOMPARE(shell.recording(1).state, RecordingState::Failed);
    QVERIFY2(shell.recording(1).failure.contains("broken.wav"), qPrintable(shell.recording(1).failure));
    QVERIFY(!shell.recording(1).failure.contains('\n'));
    QCOMPARE(shell.recording(2).state, RecordingState::Done);
    QCOMPARE(shell.session->doneCount(), 2);
}

void ShellSessionTest::endsWhileARunGoesOn()
{
    std::counting_semaphore<> turns(1);
    ShellFixture shell([&] { turns.acquire(); });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 30)});
    QTRY_VERIFY(shell.session->runs().running());
    turns.release(1000);
    shell.session.reset(); // stops and joins; a job that outlived it would crash here or under a sanitizer
    QVERIFY(true);
}

void ShellSessionTest::findsEventsAnewWithoutARun()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 8)}));
    ViewSettings view = shell.session->viewSettings();
    view.allTags = true;
    view.mergeGapSeconds = 0;
    view.threshold = 0.0;
    QSignalSpy digests(shell.session.get(), &AnalyzeSession::digestChanged);
    QSignalSpy results(shell.session.get(), &AnalyzeSession::resultChanged);
    shell.session->setViewSettings(view);
    QTRY_COMPARE(shell.session->digest().events.size(), std::size_t(FakeModel::kClasses));
    view.threshold = 1.0;
    shell.session->setViewSettings(view);
    QTRY_VERIFY(shell.session->digest().events.empty());
    QVERIFY(digests.count() >= 2);
    QCOMPARE(results.count(), 0);
    QVERIFY(!shell.session->runs().running());
}

void ShellSessionTest::followsTheTopTagsUntilOneIsTicked()
{
    std::vector<ClassSummary> summary(8);
    for (std::size_t i = 0; i < summary.size(); ++i)
        summary[i].maxProbability = 0.1F * static_cast<float>(i);
    TagChoice tags;
    tags.update(summary);
    QCOMPARE(tags.classes(), (std::vector<std::int64_t>{7, 6, 5, 4, 3}));
    const std::optional<int> colour = tags.colourOf(6);
    summary[0].maxProbability = 0.9F;
    tags.update(summary);
    QVERIFY(tags.colourOf(0));
    QVERIFY(!tags.colourOf(3));
    QCOMPARE(tags.colourOf(6), colour); // a tag keeps its colour
    tags.setChosen(1, true);
    summary[2].maxProbability = 1.0F;
    tags.update(summary);
    QVERIFY(tags.colourOf(1));
    QVERIFY(!tags.colourOf(2)); // the person's choice stays
}

void ShellSessionTest::exportsWhatTheReportWrites()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 5)}));
    const OpenRecording& recording = shell.recording(0);
    ExportRequest request;
    request.file = "a.wav";
    request.result = recording.result;
    request.model = recording.model;
    request.provenance = recording.provenance;
    request.events.threshold = 0.0;
    request.formats = {"events", "frames"};
    request.stem = shell.path("out/a").toStdU16String();
    ExportJob job(request);
    QSignalSpy ended(&job, &ExportJob::ended);
    job.start();
    QVERIFY(ended.wait(30000));
    QVERIFY2(ended.first().at(1).value<JobEnd>() == JobEnd::Finished, qPrintable(ended.first().at(2).toString()));

    Provenance provenance = *request.provenance;
    provenance.events = request.events;
    const Report report = makeReport(request.file, request.result, request.model->labels, provenance);
    for (const std::string& name : request.formats) {
        const Export& format = exportNamed(name);
        std::ostringstream wanted;
        format.write(report, wanted);
        QFile file(QString::fromStdString(exportPath(request.stem, format.suffix).string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        QVERIFY(written.count('\n') > 1);
        QCOMPARE(written.toStdString(), wanted.str());
    }
}

void ShellSessionTest::cancelsInTheMiddleOfAFile()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    shell.lengthenResult(20000);
    const OpenRecording& recording = shell.recording(0);
    ExportRequest request;
    request.file = "a.wav";
    request.result = recording.result;
    request.model = recording.model;
    request.provenance = recording.provenance;
    request.formats = {"events", "frames", "summary"};
    QDir(shell.folder.path()).mkpath("out");
    request.stem = shell.path("out/a").toStdU16String();
    ExportJob job(request);
    QSignalSpy ended(&job, &ExportJob::ended);
    ExportPipe frames(shell.path("out/a.frames.csv"));
    QVERIFY(frames.isOpen());
    job.start();
    QTRY_VERIFY(frames.take() > 0);
    job.cancel();
    QTRY_VERIFY((frames.take(), ended.count() == 1)); // a writer that fills the pipe needs it emptied to see the stop
    QVERIFY(ended.first().at(1).value<JobEnd>() == JobEnd::Cancelled);
    QVERIFY2(frames.take() < 200'000, "of more than a million bytes");
    QCOMPARE(QDir(shell.path("out")).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot),
             QStringList{"a.frames.csv"}); // the pipe
}

void ShellSessionTest::opensFoldersAndSkipsWhatIsOpen()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    QDir(shell.folder.path()).mkpath("birds/deep");
    shell.makeRecording("birds/b.wav", 1);
    shell.makeRecording("birds/deep/a.wav", 1);
    shell.makeBrokenFile("birds/notes.txt");
    shell.session->open({shell.path("birds")});
    QTRY_COMPARE(shell.session->recordings().size(), std::size_t(2));
    QCOMPARE(shell.recording(0).name, QString("b.wav"));
    shell.session->open({shell.path("birds/deep/a.wav")});
    QCOMPARE(shell.session->recordings().size(), std::size_t(2));
    QCOMPARE(shell.session->current(), shell.session->recordings().at(1).get());
    QTRY_VERIFY(shell.recording(0).info.has_value());
    shell.session->remove(shell.session->current());
    QCOMPARE(shell.session->recordings().size(), std::size_t(1));
    QCOMPARE(shell.session->current(), shell.session->recordings().at(0).get());
}

void ShellSessionTest::aFolderThatIsStillListedBelongsToWhatIsClosed()
{
    ShellFixture shell;
    QDir(shell.folder.path()).mkpath("birds");
    shell.makeRecording("birds/b.wav", 1);
    shell.session->open({shell.path("birds")});
    shell.session->openSaved({}); // another session, before an answer has come
    QTRY_VERIFY(shell.session->findChildren<ScanJob*>().isEmpty());
    QVERIFY(shell.session->recordings().empty());
    shell.session->open({shell.path("birds")});
    QTRY_COMPARE(shell.session->recordings().size(), std::size_t(1));
}

void ShellSessionTest::aPauseEndsWithTheQueueThatWaitsForItsModel()
{
    std::binary_semaphore loading(0);
    ShellFixture shell({}, [&](const std::filesystem::path&) {
        loading.acquire();
        throw Error(ErrorCode::BadFile, "no model at all");
    });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 1)});
    shell.session->setPaused(true);
    QVERIFY(shell.session->runs().isPaused());
    loading.release();
    QTRY_COMPARE(shell.session->model().state(), ModelState::Failed);
    QVERIFY(!shell.session->runs().isPaused()); // there is nothing that could go on
}

void ShellSessionTest::saysWhyAModelCannotBeLoaded()
{
    QTemporaryDir folder;
    Settings settings(folder.filePath("settings.ini"));
    AnalyzeSession session(settings); // with the real loader
    QSignalSpy notices(&session, &AnalyzeSession::noticed);
    session.setModel(folder.filePath("nothing.safetensors"));
    QVERIFY(notices.wait(30000));
    QCOMPARE(session.model().state(), ModelState::Failed);
    QVERIFY2(session.model().error().contains("nothing.safetensors"), qPrintable(session.model().error()));
    QVERIFY(!session.canRun());
}

// The thread that tags and the one that loads the model give way to the window's, which stays as it was.
void ShellSessionTest::tagsInTheBackground()
{
#ifdef __linux__
    const auto niceValue = [] { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); };
    const int before = niceValue();
    if (before == 19)
        QSKIP("the test itself runs at the lowest priority: there is nothing below");
    std::atomic<int> tagging = before;
    std::atomic<int> loading = before;
    ShellFixture shell([&] { tagging = niceValue(); }, [&](const std::filesystem::path&) { loading = niceValue(); });
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    QVERIFY(tagging > before);
    QVERIFY(loading > before);
    QCOMPARE(niceValue(), before);

    std::atomic<int> other = before - 1;
    JobThread job(nextJobId()); // as those that a person waits for, such as an export
    QSignalSpy ended(&job, &JobThread::ended);
    job.start([&](const std::stop_token&) {
        other = niceValue();
        return Outcome::Finished;
    });
    QVERIFY(ended.count() > 0 || ended.wait(30000));
    QCOMPARE(other.load(), before);
#else
    QSKIP("threads have no priority of their own here");
#endif
}

void ShellSessionTest::keepsSettings()
{
    QTemporaryDir folder;
    const QString file = folder.filePath("settings.ini");
    {
        Settings settings(file);
        RunSettings run;
        run.tagging.mode = TaggingMode::Dense;
        run.tagging.hopSeconds = 2.5;
        run.threads = 3;
        settings.setRun(run);
        ViewSettings view;
        view.threshold = 0.42;
        settings.setView(view);
        for (int i = 0; i < 15; ++i)
            settings.addRecentFile(QStringLiteral("/r/%1.wav").arg(i));
    }
    Settings settings(file);
    QVERIFY(settings.run().tagging.mode == TaggingMode::Dense);
    QCOMPARE(settings.run().tagging.hopSeconds, 2.5);
    QCOMPARE(settings.run().threads, 3);
    RunSettings run = settings.run();
    run.threads = RunSettings::kOneCoreFree;
    settings.setRun(run);
    QVERIFY(settings.run() == run);
    QCOMPARE(settings.view().threshold, 0.42);
    QCOMPARE(settings.recentFiles().size(), Settings::kMaxRecent);
    QCOMPARE(settings.recentFiles().first(), QString("/r/14.wav"));
    QSettings(file, QSettings::IniFormat).setValue("view/threshold", "seven");
    QCOMPARE(Settings(file).view().threshold, ViewSettings().threshold); // nonsense becomes the default
}

void ShellSessionTest::tagsWholeRecordings()
{
    ShellFixture shell;
    RunSettings run = shell.session->runSettings();
    run.tagging.mode = TaggingMode::Whole;
    shell.session->setRunSettings(run);
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 12), shell.makeRecording("b.wav", 30)}));
    for (const std::size_t index : {0U, 1U}) {
        const OpenRecording& recording = shell.recording(index);
        QCOMPARE(recording.state, RecordingState::Done);
        QCOMPARE(recording.result.probabilities->rows(), 1);
        QCOMPARE(recording.provenance->settings.mode, TaggingMode::Whole);
    }
    ViewSettings view = shell.session->viewSettings();
    view.threshold = 0;
    view.allTags = true;
    shell.session->setViewSettings(view);
    QTRY_COMPARE(shell.session->digest().events.size(), std::size_t(FakeModel::kClasses));
    QCOMPARE(shell.session->digest().events.front().startSample, 0);
    QCOMPARE(shell.session->digest().events.front().endSample, 12 * 16000);
    QCOMPARE(shell.settings.run().tagging.mode, TaggingMode::Whole); // the next start's, too
}

QTEST_GUILESS_MAIN(ShellSessionTest)
#include "shell_session_test.moc"
