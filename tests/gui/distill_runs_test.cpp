#include "app/distill/job_draft.h"
#include "app/distill/own_recordings.h"
#include "app/distill/run_control.h"
#include "app/distill/run_details.h"
#include "app/distill/run_list.h"
#include "core/base/folder_lock.h"
#include "tests/distill/toy_data.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace dass;
using distill::ToyData;

namespace {

constexpr int kPatience = 60'000; // ms
constexpr const char* kSpec = R"({"student": {}, "data": {"train": "data/train.csv"}})";

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray statusText(const char* state, qint64 pid, const QString& host, const QDateTime& updated)
{
    return QStringLiteral(
               "{\"state\":\"%1\",\"pid\":%2,\"host\":\"%3\",\"epoch\":2,\"epochs\":5,\"step\":20,\"steps\":50,"
               "\"clips_per_s\":7.5,\"eta_s\":12,\"updated\":\"%4\",\"best_mAP\":0.25,\"error\":null}")
        .arg(state)
        .arg(pid)
        .arg(host, updated.toString(Qt::ISODate))
        .toUtf8();
}

} // namespace

// Run folders as the window finds them, and real runs that it starts.
class DistillRunsTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void saysWhatAFolderIs();
    void knowsADeadProcess();
    void takesADamagedStatusForDead();
    void trainsInAProcessOfItsOwn();
    void pausesGoesOnAndStops();
    void findsARunAgainThatItDidNotStart();
    void saysWhyARunCouldNotStart();
    void startsNoSecondProcess();
    void deletesOnlyWhatARunWrote();
    void deletesTheListsThatTheSpecificationNames();
    void deletesNothingThatIsLocked();
    void endsOnlyTheProcessThatOwnsTheFolder();
    void takesNoDamagedSpecification();
    void preparesAModelInAnEmptyFolderOnly();
    void holdsOutWholeRecordings();
    void readsTablesAnewOnlyWhereTheyChanged();
    void quotesTheCommandForAShell();

private:
    std::filesystem::path folder(const char* name = "run") const { return m_folder->filePath(name).toStdString(); }
    RunPhase phase() const { return readRunSummary(folder()).phase; }
    void start(std::int64_t epochs)
    {
        const ToyData toy(m_folder->path().toStdString());
        nlohmann::json spec = toy.spec(epochs);
        for (const char* key : {"train", "eval", "labels"})
            spec["data"][key] = (toy.folder() / spec["data"][key].get<std::string>()).string();
        for (const char* key : {"path", "eval_path"})
            spec["teachers"][0][key] = (toy.folder() / "teacher.npy").string();
        makeRun(folder(), spec.dump());
        startRun(folder(), false);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void DistillRunsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void DistillRunsTest::saysWhatAFolderIs()
{
    QCOMPARE(phase(), RunPhase::Missing);
    QVERIFY(QDir().mkpath(m_folder->filePath("run")));
    QCOMPARE(phase(), RunPhase::NoRun);
    for (const char* other : {"{}", "{\"lengths\": [10, 60]}", "not JSON"}) { // of other work
        write(m_folder->filePath("run/spec.json"), other);
        QCOMPARE(phase(), RunPhase::NoRun);
        QVERIFY_THROWS_EXCEPTION(std::exception, deleteRun(folder()));
        QVERIFY_THROWS_EXCEPTION(std::exception, makeRun(folder(), "{}"));
    }
    write(m_folder->filePath("run/spec.json"), kSpec);
    QCOMPARE(phase(), RunPhase::Waiting);
    for (const auto& [state, wanted] : {std::pair{"finished", RunPhase::Finished},
                                        {"failed", RunPhase::Failed},
                                        {"cancelled", RunPhase::Stopped},
                                        {"queued", RunPhase::Waiting}}) {
        write(m_folder->filePath("run/status.json"),
              statusText(state, 1, QSysInfo::machineHostName(), QDateTime::currentDateTimeUtc()));
        QCOMPARE(phase(), wanted);
    }
    const RunSummary read = readRunSummary(folder());
    QCOMPARE(read.epoch, std::int64_t{2});
    QCOMPARE(read.steps, std::int64_t{50});
    QCOMPARE(read.clipsPerSecond, 7.5);
    QCOMPARE(read.secondsLeft.value_or(0), 12.0);
    QCOMPARE(read.bestMeanAveragePrecision.value_or(0), 0.25);
    QCOMPARE(read.name, QStringLiteral("run"));
}

void DistillRunsTest::knowsADeadProcess()
{
    QProcess other; // alive, but no training
    other.start("sleep", {"100"});
    QVERIFY(other.waitForStarted());
    const QString status = m_folder->filePath("run/status.json");
    const QDateTime now = QDateTime::currentDateTimeUtc();
    write(status, statusText("running", other.processId(), QSysInfo::machineHostName(), now));
    QCOMPARE(phase(), RunPhase::Died);
    write(status, statusText("paused", 0, QSysInfo::machineHostName(), now));
    QCOMPARE(phase(), RunPhase::Died);
    write(status, statusText("running", 77, "cluster-04", now));
    QCOMPARE(phase(), RunPhase::Running); // nothing can be known of its process
    write(status, statusText("running", 77, "cluster-04", now.addSecs(-3600)));
    QCOMPARE(phase(), RunPhase::Silent);
    other.kill();
    other.waitForFinished();
}

void DistillRunsTest::takesADamagedStatusForDead()
{
    for (const QByteArray& bytes : {QByteArray("{\"state\":\"run"), QByteArray("[[["), QByteArray("{\"state\":7}"),
                                    QByteArray(60'000, '['), QByteArray("\xff\xfe{}")}) {
        write(m_folder->filePath("run/status.json"), bytes);
        QCOMPARE(phase(), RunPhase::NoRun); // anybody's
        for (const char* trace : {"spec.json", "metrics.jsonl"}) {
            write(m_folder->filePath("run/") + trace, kSpec);
            QCOMPARE(phase(), RunPhase::Died);
            QVERIFY(QFile::remove(m_folder->filePath("run/") + trace));
        }
    }
}

void DistillRunsTest::trainsInAProcessOfItsOwn()
{
    start(3);
    RunList list({QString::fromStdString(folder().string())});
    list.watch(list.folders());
    QSignalSpy ended(&list, &RunList::ended);
    QVERIFY(ended.wait(kPatience));
    const auto run = ended.first().first().value<RunSummary>();
    QVERIFY2(run.phase == RunPhase::Finished, qPrintable(run.error));
    QVERIFY(run.hasModel);
    QCOMPARE(run.epochs, std::int64_t{3});
    QCOMPARE(run.steps, std::int64_t{12}); // 24 clips, 6 a batch
    std::shared_ptr<const RunDetails> read;
    QTRY_VERIFY((read = list.details(run.folder)) && read->metrics.final && !read->log.empty() &&
                read->log.back().words.startsWith("finished"));
    const RunDetails& details = *read;
    QCOMPARE(details.metrics.steps.rows(), std::int64_t{12});
    QCOMPARE(details.metrics.steps.step(11), std::int64_t{12});
    QVERIFY(details.metrics.steps.value(StepValue::Loss, 11) > 0);
    QVERIFY(details.metrics.steps.value(StepValue::KdLoss, 11) > 0);
    const float waiting = details.metrics.steps.value(StepValue::Waiting, 11);
    QVERIFY2(waiting >= 0 && waiting <= 1, qPrintable(QString::number(waiting)));
    QCOMPARE(details.metrics.epochs.size(), std::size_t{3});
    QCOMPARE(details.log.back().time.size(), qsizetype{20});
    QCOMPARE(details.recipe.student, QStringLiteral("8, 16 × 1, 1"));
    QCOMPARE(details.recipe.batch, std::int64_t{6});
    QCOMPARE(details.classes.size(), std::size_t{3});
    QCOMPARE(details.classes[2].name, QStringLiteral("Noise, white"));
    QCOMPARE(details.classes[0].positives, std::int64_t{8});
    QCOMPARE(details.classes[0].teacherPrecision, 1.0);
    double sum = 0;
    for (const ClassScore& score : details.classes)
        sum += score.precision / 3;
    QVERIFY(std::abs(sum - details.metrics.final->meanAveragePrecision) < 1e-3);
}

void DistillRunsTest::pausesGoesOnAndStops()
{
    start(100'000);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Running, kPatience);
    askToPause(folder());
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Paused, kPatience);
    const std::int64_t step = readRunSummary(folder()).step;
    askToGoOn(folder());
    QTRY_VERIFY_WITH_TIMEOUT(readRunSummary(folder()).step > step, kPatience);
    askToPause(folder());
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Paused, kPatience);
    askToStop(folder()); // also of a paused one
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Stopped, kPatience);
    const std::int64_t kept = readRunSummary(folder()).step;
    startRun(folder(), true);
    QTRY_VERIFY_WITH_TIMEOUT(phase() == RunPhase::Running && readRunSummary(folder()).step > kept, kPatience);
    cancelRun(readRunSummary(folder()));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Stopped, kPatience);
}

void DistillRunsTest::findsARunAgainThatItDidNotStart()
{
    start(100'000);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Running, kPatience);
    {
        RunList list({QString::fromStdString(folder().string())});
        QTRY_COMPARE(list.runs().size(), std::size_t{1});
    } // the window closes
    QVERIFY(isDistilling(readRunSummary(folder()).pid));
    RunList again(findRuns(m_folder->path().toStdString()));
    QTRY_COMPARE(again.runs().size(), std::size_t{1});
    QCOMPARE(again.runs()[0].phase, RunPhase::Running);
    QSignalSpy ended(&again, &RunList::ended);
    QProcess::execute("kill", {"-KILL", QString::number(again.runs()[0].pid)});
    QVERIFY(ended.wait(kPatience));
    QCOMPARE(ended.first().first().value<RunSummary>().phase, RunPhase::Died);
}

void DistillRunsTest::saysWhyARunCouldNotStart()
{
    makeRun(folder(), R"({"student": {"size": "huge"}})");
    startRun(folder(), false);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Failed, kPatience);
    const QString error = readRunSummary(folder()).error;
    QVERIFY2(error.contains("huge") && error.contains("nano"), qPrintable(error));
}

void DistillRunsTest::startsNoSecondProcess()
{
    start(100'000);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Running, kPatience);
    QVERIFY_THROWS_EXCEPTION(std::exception, startRun(folder(), true));
    QVERIFY_THROWS_EXCEPTION(std::exception, deleteRun(folder()));
    QVERIFY_THROWS_EXCEPTION(std::exception, makeRun(folder(), "{}"));
    askToStop(folder());
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Stopped, kPatience);
}

void DistillRunsTest::deletesOnlyWhatARunWrote()
{
    start(1); // and its process ends
    QTRY_VERIFY_WITH_TIMEOUT(phase() == RunPhase::Finished && !FolderLock::isHeld(folder()), kPatience);
    const std::filesystem::path copy = folder("copy");
    std::filesystem::copy(folder(), copy, std::filesystem::copy_options::recursive);
    for (const char* name : {"notes.txt", "checkpoints/best.safetensors", "data/train.csv"})
        write(QString::fromStdString((copy / name).string()), "mine");
    deleteRun(folder());
    QVERIFY(!std::filesystem::exists(folder()));
    QVERIFY_THROWS_EXCEPTION(std::exception, deleteRun(copy)); // says that something was left
    QCOMPARE(QDir(QString::fromStdString(copy.string())).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             (QStringList{"checkpoints", "data", "notes.txt"}));
    QCOMPARE(QDir(QString::fromStdString((copy / "checkpoints").string())).entryList(QDir::Files),
             QStringList{"best.safetensors"});
    QVERIFY(std::filesystem::exists(copy / "data" / "train.csv"));
    QVERIFY_THROWS_EXCEPTION(std::exception, deleteRun(copy)); // is no run now
    QVERIFY(std::filesystem::exists(copy / "notes.txt"));
}

void DistillRunsTest::deletesTheListsThatTheSpecificationNames()
{
    for (const char* name : {"run/spec.json", "run/data/train.csv", "run/data/eval.csv", "run/config.json"})
        write(m_folder->filePath(name), kSpec);
    QVERIFY_THROWS_EXCEPTION(std::exception, deleteRun(folder())); // says that something was left
    QVERIFY(!std::filesystem::exists(folder() / "spec.json"));
    QVERIFY(!std::filesystem::exists(folder() / "data" / "train.csv"));
    QVERIFY(std::filesystem::exists(folder() / "data" / "eval.csv"));
    QVERIFY(std::filesystem::exists(folder() / "config.json")); // no model of a run that has not begun
}

void DistillRunsTest::deletesNothingThatIsLocked()
{
    write(m_folder->filePath("run/spec.json"), kSpec);
    {
        const FolderLock lock(folder(), "");
        QVERIFY(FolderLock::isHeld(folder()));
        QVERIFY_THROWS_EXCEPTION(std::exception, deleteRun(folder()));
        QVERIFY(std::filesystem::exists(folder() / "spec.json"));
    }
    QVERIFY(!FolderLock::isHeld(folder()));
    deleteRun(folder());
    QVERIFY(!std::filesystem::exists(folder()));
}

void DistillRunsTest::endsOnlyTheProcessThatOwnsTheFolder()
{
    QVERIFY(QDir().mkpath(m_folder->filePath("other")));
    for (const bool isOwn : {false, true}) {
        QProcess process; // named as one that trains
        process.setWorkingDirectory(m_folder->path());
        process.start("sh", {"-c", "read line", "dass", "distill", "--output", isOwn ? "run" : "other"});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY(isDistilling(process.processId()));
        write(m_folder->filePath("run/status.json"),
              statusText("running", process.processId(), QSysInfo::machineHostName(), QDateTime::currentDateTimeUtc()));
        QCOMPARE(isDistillingInto(process.processId(), folder()), isOwn);
        cancelRun(readRunSummary(folder())); // nobody holds the lock
        QVERIFY(QFile::remove(m_folder->filePath("run/stop")));
        const FolderLock lock(folder(), "");
        cancelRun(readRunSummary(folder()));
        QCOMPARE(QFile::remove(m_folder->filePath("run/stop")), !isOwn);
        process.closeWriteChannel(); // one that was not ended ends by itself
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), isOwn ? QProcess::CrashExit : QProcess::NormalExit);
    }
}

void DistillRunsTest::takesNoDamagedSpecification()
{
    const std::string deep(1'000'000, '[');
    for (const std::string& text :
         {std::string(R"({"student": "nano"})"), std::string(R"({"data": 7})"), std::string(R"({"teachers": {}})"),
          std::string(R"({"weight_average": 3})"), R"({"batch": )" + deep + std::string(deep.size(), ']') + "}"})
        QVERIFY_THROWS_EXCEPTION(std::exception, JobDraft::read(text));
    JobDraft draft = JobDraft::read(R"({"teachers": [{"kind": 3, "path": null}, {"kind": "ast", "path": 7}, 5]})");
    draft.setTeachers(draft.teachers());
    QCOMPARE(draft.teachers().size(), std::size_t{2});
    QCOMPARE(draft.teachers()[1].kind, QStringLiteral("ast"));

    write(m_folder->filePath("run/spec.json"),
          QByteArray(R"({"student": )") + QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']') + '}');
    QCOMPARE(phase(), RunPhase::NoRun);
    RunDetailsReader reader(folder());
    QVERIFY(!reader.update({})->recipe.isKnown);
    write(m_folder->filePath("run/spec.json"), kSpec);
    QVERIFY(reader.update({})->recipe.isKnown);
}

void DistillRunsTest::preparesAModelInAnEmptyFolderOnly()
{
    OwnRecordings own;
    own.labels = {"one", "two"};
    own.clips = {{"a.wav", {0}}, {"b.wav", {1}}};
    const StartModel start{folder("start"), {8}, {1}};
    write(m_folder->filePath("run/data/train.csv"), "mine");
    QVERIFY_THROWS_EXCEPTION(std::exception, prepareOwnModel(own, start, {}, folder()));
    QFile kept(m_folder->filePath("run/data/train.csv"));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("mine"));
    QVERIFY(QDir().mkpath(m_folder->filePath("empty")));
    makeRun(folder("empty"), prepareOwnModel(own, start, {}, folder("empty")).value());
    deleteRun(folder("empty")); // with its lists
    QVERIFY(!std::filesystem::exists(folder("empty")));
}

void DistillRunsTest::holdsOutWholeRecordings()
{
    OwnRecordings own{{"one", "two"}, {}, {}};
    for (const std::int64_t start : {0, 10, 15, 40}) // of "two" nothing else; 10 to 20 and 15 to 25 share sound
        own.clips.push_back({"alone.wav", {1}, start, start + 10});
    for (int i = 0; i < 20; ++i)
        own.clips.push_back({"clip.flac", {0}, i * 10, i * 10 + 20, std::to_string(i / 2) + ".wav"});
    const std::vector<bool> out = heldOut(own, 0.2, 3);
    for (std::size_t i = 4; i < out.size(); i += 2)
        QCOMPARE(out[i], out[i + 1]);
    QCOMPARE(std::count(out.begin() + 4, out.end(), true), 4);
    QCOMPARE(out[1], out[2]);
    QVERIFY(std::count(out.begin(), out.begin() + 4, true) > 0);
}

void DistillRunsTest::readsTablesAnewOnlyWhereTheyChanged()
{
    QByteArray table("label,positives,average_precision\n");
    for (int row = 0; row < 12'000; ++row)
        table += QByteArray::number(row) + ",1,0.5\n";
    write(m_folder->filePath("run/classes.csv"), table);
    RunDetailsReader reader(folder());
    const auto first = reader.update({});
    QCOMPARE(first->classes.size(), std::size_t{10'000});
    write(m_folder->filePath("run/log.txt"), "one line\n");
    const auto second = reader.update({});
    QCOMPARE(second->tablesRevision, first->tablesRevision);
    QVERIFY(second->logRevision != first->logRevision);
}

void DistillRunsTest::quotesTheCommandForAShell()
{
    QProcess shell;
    const QString odd = QStringLiteral("a b/it's \"$HOME\".json");
    shell.start("sh", {"-c", "set -- " + commandLine(odd, "/runs/one") + "; printf '%s\\n' \"$@\""});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts),
             (QStringList{"dass", "distill", odd, "--output", "/runs/one"}));
}

QTEST_GUILESS_MAIN(DistillRunsTest)
#include "distill_runs_test.moc"
