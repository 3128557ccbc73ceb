#include "app/haystack/needle_cutter.h"
#include "tests/gui/dead_disk.h"
#include "tests/gui/haystack_record.h"
#include "tests/gui/haystack_window.h"
#include "ui/haystack/cell_panel.h"
#include "ui/haystack/experiment_files.h"
#include "ui/haystack/plan_panel.h"
#include "ui/style/theme.h"
#include "ui/widgets/hint_button.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QTimer>

#include <memory>

using namespace dass;

namespace {

using State = HaystackExperiment::State;

QString askedHere(const DeadDisk& disk)
{
    return QString::fromStdString(disk.askedHere());
}

// The workspace, and a folder that is to lie on a disk that does not answer.
struct Mounted : HaystackWindow
{
    Mounted() { QDir(shell.folder.path()).mkpath("mount"); }

    std::string mount() const { return shell.path("mount").toStdString(); }
    QString makeThere(const QString& name) const { return shell.makeRecording("mount/" + name, 3); }

    // As a person does, anywhere on the workspace.
    bool drop(const QStringList& paths) const
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls << QUrl::fromLocalFile(path);
        data.setUrls(urls);
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QCoreApplication::sendEvent(&view, &enter);
        QDropEvent event({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&view, &event);
        return enter.isAccepted();
    }
    const std::vector<NeedleClip>& needles() const { return view.session().needles(); }
};

} // namespace

// The Haystack workspace while a disk does not answer.
class DeadDiskHaystackTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        Theme::install(*qApp, ThemeChoice::Light);
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }
    void clipsAreDroppedOnceTheirDiskAnswers();
    void whatIsDroppedNextDoesNotWait();
    void theWindowClosesWhileADropIsLookedAt();
    void foldersAreOpenedInAnalyze();
    void anEventBecomesANeedleOnceItsDiskAnswers();
    void aRecordingWrittenAnewIsAnother();
    void aRunFindsItsFolderElsewhere();
    void aRunTakesAFreeName();
    void aRunThatEndedIsReadOnceItsDiskAnswers();
    void aCellIsOpenedOnceItsNeedlesDiskAnswers();
    void theExperimentsFolderIsMadeElsewhere();
};

void DeadDiskHaystackTest::clipsAreDroppedOnceTheirDiskAnswers()
{
    const Mounted at;
    const QString clip = at.makeThere("dog.wav");
    DeadDisk disk(at.mount());
    QVERIFY(at.drop({clip}));
    QTRY_VERIFY(disk.isWaitedFor());
    QVERIFY(at.needles().empty());
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QTRY_COMPARE(at.needles().size(), std::size_t{1});
    QCOMPARE(at.needles()[0].path, clip);
    QCOMPARE(askedHere(disk), QString());
    at.view.session().stop();
}

void DeadDiskHaystackTest::whatIsDroppedNextDoesNotWait()
{
    const Mounted at;
    const QString slow = at.makeThere("slow.wav");
    const QString quick = at.shell.makeRecording("quick.wav", 3);
    DeadDisk disk(at.mount());
    at.drop({slow});
    QTRY_VERIFY(disk.isWaitedFor());
    at.drop({quick});
    QTRY_COMPARE(at.needles().size(), std::size_t{1});
    QCOMPARE(at.needles()[0].path, quick);
    at.view.session().stop();
    disk.answer();
    QTRY_COMPARE(at.needles().size(), std::size_t{2});
    at.view.session().stop();
}

void DeadDiskHaystackTest::theWindowClosesWhileADropIsLookedAt()
{
    auto at = std::make_unique<Mounted>();
    const QString clip = at->makeThere("dog.wav");
    DeadDisk disk(at->mount());
    at->drop({clip});
    QTRY_VERIFY(disk.isWaitedFor());
    at.reset(); // waits for nothing, and the answer has nobody to come to
    QVERIFY(disk.isWaitedFor());
    disk.answer();
}

void DeadDiskHaystackTest::foldersAreOpenedInAnalyze()
{
    Mounted at;
    at.shell.settings.setTagWhenOpened(false);
    at.makeThere("dog.wav");
    QVERIFY(at.drop({at.shell.path("mount")}));
    QTRY_COMPARE(at.shell.session->recordings().size(), std::size_t{1});
    QVERIFY(!at.view.isVisible());
    QVERIFY(at.needles().empty());
    at.window.workspaces()->show(&at.view);
    at.drop({at.shell.path("mount"), at.shell.path("mount/dog.wav")}); // clips are what is wanted
    QTRY_COMPARE(at.needles().size(), std::size_t{1});
    QVERIFY(at.view.isVisible());
    at.view.session().stop();
}

void DeadDiskHaystackTest::anEventBecomesANeedleOnceItsDiskAnswers()
{
    const Mounted at;
    const QString recording = at.makeThere("dawn.wav");
    DeadDisk disk(at.mount());
    at.view.addEvent(recording, 0, 16000, {"/m/0bt9lr", "Dog"});
    QTRY_VERIFY(disk.isWaitedFor());
    QVERIFY(at.needles().empty());
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QTRY_COMPARE(at.needles().size(), std::size_t{1});
    QVERIFY2(at.needles()[0].path.contains("dawn-0-16000-"), qPrintable(at.needles()[0].path));
    QVERIFY(QFileInfo::exists(at.needles()[0].path));
    at.view.session().stop();
}

void DeadDiskHaystackTest::aRecordingWrittenAnewIsAnother()
{
    const ShellFixture shell;
    const QString recording = shell.makeRecording("dawn.wav", 2);
    QStringList paths;
    for (const int seconds : {2, 2, 3}) { // the second time it is as it was
        shell.makeRecording(seconds == 2 ? "other.wav" : "dawn.wav", seconds);
        NeedleCutter cutter(recording, {{{shell.path("cuts/dawn-0-16000.flac"), "Dog", {}}, 0, 16000, true}});
        QSignalSpy ended(&cutter, &NeedleCutter::ended);
        cutter.start();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(ended.first().at(1).value<JobEnd>(), JobEnd::Finished);
        paths << cutter.clips().front().path;
        QVERIFY(QFileInfo::exists(paths.last()));
        QVERIFY2(QFileInfo(paths.last()).fileName().startsWith("dawn-0-16000-") && paths.last().endsWith(".flac"),
                 qPrintable(paths.last()));
    }
    QCOMPARE(paths[0], paths[1]);
    QVERIFY(paths[0] != paths[2]);
}

void DeadDiskHaystackTest::aRunFindsItsFolderElsewhere()
{
    Mounted at;
    QVERIFY(at.waitForExample());
    at.view.session().stop();
    HaystackExperiment& experiment = at.view.experiment();
    DeadDisk disk(at.shell.path("experiments").toStdString());
    QVERIFY(at.view.plan()->runButton()->isEnabled());
    at.view.plan()->run();
    QCOMPARE(experiment.state(), State::Running);
    experiment.cancel();
    QCOMPARE(experiment.state(), State::Stopping);
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QTRY_COMPARE(experiment.state(), State::Cancelled);
    QCOMPARE(askedHere(disk), QString());
}

// Its plan cannot be run, which it says once it has its folder.
void DeadDiskHaystackTest::aRunTakesAFreeName()
{
    const ShellFixture shell;
    const QString taken = shell.path("experiments/now");
    QVERIFY(QDir().mkpath(taken));
    HaystackExperiment experiment;
    DeadDisk disk(taken.toStdString());
    experiment.runAnew(taken);
    QTRY_VERIFY(disk.isWaitedFor());
    QCOMPARE(experiment.state(), State::Running);
    disk.answer();
    QTRY_COMPARE(experiment.state(), State::Failed);
    QCOMPARE(experiment.folder(), taken + "-2");
    QCOMPARE(askedHere(disk), QString());
    experiment.resume(); // where it was
    QTRY_COMPARE(experiment.state(), State::Failed);
    QCOMPARE(experiment.folder(), taken + "-2");
}

void DeadDiskHaystackTest::aRunThatEndedIsReadOnceItsDiskAnswers()
{
    const ShellFixture shell;
    const QString folder = shell.path("run");
    const QString dog = shell.makeRecording("dog.wav", 3);
    writeRecord(folder, smallPlan(dog), dog);
    DeadDisk disk((folder + "/experiment.json").toStdString());
    HaystackExperiment experiment; // its plan cannot be run
    experiment.run(folder);
    QTRY_COMPARE(experiment.state(), State::Failed);
    QTRY_VERIFY(disk.isWaitedFor());
    QVERIFY(!experiment.results());
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QTRY_VERIFY(experiment.results());
    QCOMPARE(askedHere(disk), QString());
}

void DeadDiskHaystackTest::aCellIsOpenedOnceItsNeedlesDiskAnswers()
{
    Mounted at;
    const QString dog = at.makeThere("dog.wav");
    const QString folder = at.shell.path("run");
    const niah::Experiment record = writeRecord(folder, smallPlan(dog), dog);
    at.view.experiment().open(folder);
    QTRY_VERIFY(at.view.experiment().results());
    std::size_t cell = 0;
    while (record.cells[cell].cell.baseline)
        ++cell;
    DeadDisk disk(at.mount());
    emit at.view.cell()->openRequested(cell, 0);
    QTRY_VERIFY(disk.isWaitedFor());
    QVERIFY(at.needles().empty());
    QCOMPARE(askedHere(disk), QString());
    emit at.view.cell()->openRequested(cell, -1); // another one meanwhile, of no needle
    QCOMPARE(at.view.session().choice().frames, std::int64_t{1500});
    disk.answer();
    QTRY_VERIFY(at.view.findChildren<QObject*>("lookForFile").isEmpty());
    QVERIFY(at.needles().empty()); // that answer was to another question
    emit at.view.cell()->openRequested(cell, 0);
    QTRY_COMPARE(at.needles().size(), std::size_t{1});
    QCOMPARE(at.needles()[0].path, dog);
    QCOMPARE(askedHere(disk), QString());
    at.view.session().stop();
}

void DeadDiskHaystackTest::theExperimentsFolderIsMadeElsewhere()
{
    const Mounted at;
    const QString experiments = QDir(at.shell.settings.dataFolder()).filePath("experiments");
    QString begin;
    QTimer person;
    person.callOnTimeout([&] {
        if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) {
            begin = dialog->directory().absolutePath();
            dialog->reject();
        }
    });
    person.start(10);
    {
        const DeadDisk disk(experiments.toStdString());
        at.view.files()->open();
        QCOMPARE(begin, QDir::homePath());
        QCOMPARE(askedHere(disk), QString());
    }
    at.view.files()->open();
    QCOMPARE(begin, experiments);
}

QTEST_MAIN(DeadDiskHaystackTest)
#include "dead_disk_haystack_test.moc"
