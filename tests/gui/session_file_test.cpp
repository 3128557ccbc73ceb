#include "app/session/session_file.h"
#include "core/base/error.h"
#include "core/corrections/correction_list.h"
#include "core/corrections/corrections_file.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include <random>
#include <sys/stat.h>

using namespace dass;

namespace {

using OrderedJson = nlohmann::ordered_json;

std::filesystem::path pathOf(const QString& text)
{
    return text.toStdU16String();
}

} // namespace

// The session's own file: what was written comes back, and nothing else does any harm.
class SessionFileTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void givesBackEverything();
    void findsRecordingsThatMovedWithIt();
    void knowsACopyFromAnotherRecording();
    void refusesANewerVersion();
    void saysWhatIsWrongInOneLine_data();
    void saysWhatIsWrongInOneLine();
    void refusesWhatIsTooMuch();
    void isNotHeldUpByManySmallValues();
    void readsAResultForOneRecordingOnly();
    void isNotHeldUpByWhatIsNoFile();
    void survivesAnyDamage();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    void write(const QString& name, const QByteArray& bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).absolutePath());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    SessionDocument made() const;
    OrderedJson json() const { return OrderedJson::parse(sessionText(made(), pathOf(m_folder->path()))); }
    // Empty when it can be read.
    QString problemOf(const QByteArray& text) const
    {
        write("s.dass-session", text);
        try {
            readSessionFile(pathOf(path("s.dass-session")));
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void SessionFileTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write("sounds/a.wav", "sound of a");
    write("sounds/b.wav", "sound of b");
}

SessionDocument SessionFileTest::made() const
{
    auto model = std::make_shared<ModelInfo>();
    model->sha256 = std::string(64, 'a');
    model->name = "fake \"model\"";
    model->architecture = "DASS";
    model->parameters = 1234;
    model->labels = {{"/m/0", "Dog"}, {"", "Own, class"}};
    model->classes = 2;
    auto corrections = std::make_shared<CorrectionList>();
    Correction added;
    added.id = corrections->newId();
    added.tag = Label{"/m/0", "Dog"};
    added.span = EventSpan{16000, 32000};
    added.verdict = Verdict::Right;
    corrections->set(added);

    SessionDocument document;
    SavedRecording a;
    a.path = path("sounds/a.wav");
    a.identity = identityOf(pathOf(a.path)).value();
    a.identity.sample = sampleOf(pathOf(a.path));
    a.samples = 160000;
    a.state = RecordingState::Done;
    a.warnings = {"decoding stopped early"};
    a.typedStart = RecordingStart{{}, std::chrono::minutes(-210), StartSource::Typed};
    a.typedStart->time = std::chrono::local_time<std::chrono::milliseconds>(std::chrono::milliseconds(1717129800250));
    a.corrections = corrections;
    a.model = model;
    a.resultId = std::string(32, 'b');
    a.hasOverview = true;
    SavedRecording b;
    b.path = path("sounds/b.wav");
    b.identity = identityOf(pathOf(b.path)).value();
    b.state = RecordingState::Failed;
    b.failure = "it is no sound";
    document.recordings = {a, b};
    document.current = 0;
    document.modelPath = "/models/own.safetensors";
    document.modelSha256 = QString(64, 'a');
    document.run.tagging.mode = TaggingMode::Dense;
    document.run.tagging.windowSeconds = 5.12;
    document.run.tagging.hopSeconds = 0.5;
    document.run.tagging.pooling = Pooling::Max;
    document.run.precision = Precision::Bf16;
    document.view = {0.42, 1.5, 0.25, 7, 12, true, 0.125, Smoothing::Median, 9, true, TagRank::SecondsAbove, true};
    document.spectrogram = {"viridis", "log", -70, -3};
    document.timeOfDay = true;
    document.tags = {false, {{"/m/0", 3}, {"Own, class", 17}}, {{"/m/0", 3}}, {"/m/0", "Own, class"}, {"/m/9"}};
    document.shown = {1234.5, 99999.25, 2000, 1300, 1400};
    document.haystack = R"({"format": "dass-haystack-builder", "of": ["tomorrow", 1]})";
    return document;
}

void SessionFileTest::givesBackEverything()
{
    const SessionDocument wrote = made();
    QCOMPARE(problemOf(QByteArray::fromStdString(sessionText(wrote, pathOf(m_folder->path())))), QString());
    const SessionDocument read = readSessionFile(pathOf(path("s.dass-session")));
    QCOMPARE(read.recordings.size(), std::size_t(2));
    const SavedRecording& a = read.recordings[0];
    QCOMPARE(a.path, wrote.recordings[0].path);
    QVERIFY(a.file == FileState::There);
    QVERIFY(a.identity == wrote.recordings[0].identity);
    QCOMPARE(a.samples, std::int64_t{160000});
    QVERIFY(a.state == RecordingState::Done);
    QCOMPARE(a.warnings, wrote.recordings[0].warnings);
    QVERIFY(a.typedStart == wrote.recordings[0].typedStart);
    QCOMPARE(a.resultId, wrote.recordings[0].resultId);
    QVERIFY(a.hasOverview);
    QCOMPARE(a.model->name, std::string("fake \"model\""));
    QCOMPARE(a.model->labels.size(), std::size_t(2));
    QCOMPARE(a.model->labels[1].name, std::string("Own, class"));
    QCOMPARE(a.model->classes, std::int64_t{2});
    QCOMPARE(a.corrections->size(), std::size_t(1));
    QVERIFY(a.corrections->all()[0].verdict == Verdict::Right);
    QCOMPARE(a.corrections->all()[0].span->endSample, std::int64_t{32000});
    const SavedRecording& b = read.recordings[1];
    QVERIFY(b.state == RecordingState::Failed);
    QCOMPARE(b.failure, QString("it is no sound"));
    QVERIFY(!b.corrections);
    QVERIFY(b.resultId.empty());
    QCOMPARE(read.current, 0);
    QCOMPARE(read.modelPath, wrote.modelPath);
    QCOMPARE(read.modelSha256, wrote.modelSha256);
    QVERIFY(read.run == wrote.run);
    QVERIFY(read.view == wrote.view);
    QVERIFY(read.spectrogram == wrote.spectrogram);
    QVERIFY(read.timeOfDay);
    QVERIFY(read.tags == wrote.tags);
    QVERIFY(read.shown == wrote.shown);
    QVERIFY(OrderedJson::parse(read.haystack) == OrderedJson::parse(wrote.haystack));
    SessionDocument before = wrote; // of a version that knew none
    before.haystack.clear();
    QCOMPARE(problemOf(QByteArray::fromStdString(sessionText(before, pathOf(m_folder->path())))), QString());
    QVERIFY(readSessionFile(pathOf(path("s.dass-session"))).haystack.empty());
    OrderedJson longHop = json(); // as earlier versions wrote it
    longHop["run"]["hop_s"] = 6;
    QCOMPARE(problemOf(QByteArray::fromStdString(longHop.dump())), QString());
    QCOMPARE(readSessionFile(pathOf(path("s.dass-session"))).run.tagging.hopSeconds, 5.12);
}

void SessionFileTest::findsRecordingsThatMovedWithIt()
{
    write("old/s.dass-session", QByteArray::fromStdString(sessionText(made(), pathOf(path("")))));
    QVERIFY(QDir().mkpath(path("new")));
    QVERIFY(QFile::rename(path("sounds"), path("new/sounds")));
    QVERIFY(QFile::rename(path("old/s.dass-session"), path("new/s.dass-session")));
    const SessionDocument read = readSessionFile(pathOf(path("new/s.dass-session")));
    QCOMPARE(read.recordings[0].path, path("new/sounds/a.wav"));
    QVERIFY(read.recordings[0].file == FileState::There);
    QVERIFY(QFile::rename(path("new/s.dass-session"), path("s.dass-session"))); // away from them
    const SessionDocument lost = readSessionFile(pathOf(path("s.dass-session")));
    QCOMPARE(lost.recordings[0].path, path("sounds/a.wav"));
    QVERIFY(lost.recordings[0].file == FileState::Missing);
}

void SessionFileTest::knowsACopyFromAnotherRecording()
{
    write("s.dass-session", QByteArray::fromStdString(sessionText(made(), pathOf(m_folder->path()))));
    const auto state = [&] { return readSessionFile(pathOf(path("s.dass-session"))).recordings[0].file; };
    const auto later = std::filesystem::last_write_time(pathOf(path("sounds/a.wav"))) + std::chrono::hours(1);
    write("sounds/a.wav", "sound of a"); // the same again, as a copy has it
    std::filesystem::last_write_time(pathOf(path("sounds/a.wav")), later);
    QVERIFY(state() == FileState::There);
    write("sounds/a.wav", "sound of c");
    std::filesystem::last_write_time(pathOf(path("sounds/a.wav")), later);
    QVERIFY(state() == FileState::Changed);
}

void SessionFileTest::refusesANewerVersion()
{
    OrderedJson newer = json();
    newer["version"] = kSessionVersion + 1;
    newer["recordings"] = "of another kind";
    const QString problem = problemOf(QByteArray::fromStdString(newer.dump()));
    QVERIFY2(problem.contains("newer version of DASS Studio") && problem.contains("s.dass-session"),
             qPrintable(problem));
}

void SessionFileTest::saysWhatIsWrongInOneLine_data()
{
    QTest::addColumn<QString>("patch"); // JSON merge patch
    QTest::addColumn<QString>("says");
    QTest::newRow("another format") << R"({"format": "other"})"
                                    << "is no session";
    QTest::newRow("no version") << R"({"version": null})"
                                << "version";
    QTest::newRow("version 0") << R"({"version": 0})"
                               << "version";
    QTest::newRow("no recordings") << R"({"recordings": null})"
                                   << "recordings";
    QTest::newRow("recordings of numbers") << R"({"recordings": [1, 2]})"
                                           << "recording 1";
    QTest::newRow("current beyond") << R"({"current": 2})"
                                    << "current";
    QTest::newRow("current no number") << R"({"current": "0"})"
                                       << "current";
    QTest::newRow("threshold beyond") << R"({"view": {"threshold": 1.5}})"
                                      << "threshold";
    QTest::newRow("threshold huge") << R"({"view": {"threshold": 1e300}})"
                                    << "threshold";
    QTest::newRow("even smoothing is made odd") << R"({"view": {"smoothing_rows": 4}})"
                                                << "";
    QTest::newRow("smoothing unknown") << R"({"view": {"smoothing": "gauss"}})"
                                       << "smoothing";
    QTest::newRow("rank unknown") << R"({"view": {"rank": "best"}})"
                                  << "rank";
    QTest::newRow("view a list") << R"({"view": [1]})"
                                 << "view";
    QTest::newRow("spectrogram upside down") << R"({"spectrogram": {"low_db": 0, "high_db": 0}})"
                                             << "levels";
    QTest::newRow("a map of another version") << R"({"spectrogram": {"map": "plasma"}})"
                                              << "";
    QTest::newRow("colour negative") << R"({"tags": {"colours": [{"tag": "/m/0", "colour": -1}]}})"
                                     << "colour";
    QTest::newRow("mode unknown") << R"({"run": {"mode": "magic"}})"
                                  << "mode";
    QTest::newRow("a model without labels") << R"({"models": [{"sha256": "", "name": "", "architecture": "",
        "layout": "", "parameters": 1, "labels": []}]})"
                                            << "labels";
    QTest::newRow("no model") << R"({"models": []})"
                              << "model";
    QTest::newRow("a haystack that is none") << R"({"haystack": [1]})"
                                             << ""; // the Haystack workspace says so
    QTest::newRow("a haystack of another version") << R"({"haystack": {"version": 99, "more": {"a": 1}}})"
                                                   << "";
    QTest::newRow("something more") << R"({"colour_of_the_sky": "blue"})"
                                    << "";
}

void SessionFileTest::saysWhatIsWrongInOneLine()
{
    QFETCH(QString, patch);
    QFETCH(QString, says);
    OrderedJson changed = json();
    changed.merge_patch(OrderedJson::parse(patch.toStdString()));
    const QString problem = problemOf(QByteArray::fromStdString(changed.dump()));
    if (says.isEmpty()) {
        QCOMPARE(problem, QString());
        return;
    }
    QVERIFY2(problem.contains("s.dass-session") && problem.contains(says) && !problem.contains('\n'),
             qPrintable(problem));
}

void SessionFileTest::refusesWhatIsTooMuch()
{
    const auto recordingWith = [&](const char* key, const OrderedJson& value) {
        OrderedJson changed = json();
        changed["recordings"][0][key] = value;
        return problemOf(QByteArray::fromStdString(changed.dump()));
    };
    QVERIFY(recordingWith("path", "relative.wav").contains("names no file"));
    QVERIFY(recordingWith("path", std::string("/a\0b", 4)).contains("names no file"));
    QVERIFY(recordingWith("path", std::string(5000, '/')).contains("path"));
    QVERIFY(recordingWith("result", "../../../../../../../../etc/passw").contains("result"));
    QVERIFY(recordingWith("model", 7).contains("model"));
    QVERIFY(recordingWith("samples", -1).contains("samples"));
    QVERIFY(recordingWith("samples", 1e300).contains("samples"));
    QVERIFY(recordingWith("bytes", "many").contains("bytes"));
    QVERIFY(recordingWith("start", "yesterday").contains("start"));
    QVERIFY(recordingWith("corrections", OrderedJson::parse(R"([{"deleted": true}])")).contains("recording 1"));
    QVERIFY(recordingWith("relative", "/etc/passwd").isEmpty()); // the other way counts
    QVERIFY(recordingWith("failure", std::string(100'000, 'x')).contains("failure"));
    OrderedJson twice = json();
    twice["recordings"][1] = twice["recordings"][0];
    QVERIFY(problemOf(QByteArray::fromStdString(twice.dump())).contains("recording 2"));

    QVERIFY(problemOf(QByteArray(1'000'000, '[')).contains("more than any session"));
    QVERIFY(problemOf('[' + QByteArray(8'000'000, '0').replace("00", "0,") + "0]").contains("more than any session"));
    QFile sparse(path("s.dass-session"));
    QVERIFY(sparse.open(QIODevice::WriteOnly));
    QVERIFY(sparse.resize(qint64{1} << 40)); // no room is taken
    sparse.close();
    QVERIFY_EXCEPTION_THROWN(readSessionFile(pathOf(path("s.dass-session"))), Error);
}

void SessionFileTest::isNotHeldUpByManySmallValues()
{
    const auto withEmptyObjects = [&](int count) -> QByteArray {
        QByteArray text = QByteArray::fromStdString(json().dump());
        text.chop(1);
        return text + R"(,"more":[{})" + QByteArray(",{}").repeated(count - 1) + "]}";
    };
    QElapsedTimer since;
    since.start();
    QCOMPARE(problemOf(withEmptyObjects(1'000'000)), QString());
    QVERIFY(problemOf(withEmptyObjects(2'000'000)).contains("more than any session"));
    QVERIFY2(since.elapsed() < 30'000, qPrintable(QString::number(since.elapsed())));
    // Nor is a recording with more corrections than can be laid over its events opened.
    OrderedJson changed = json();
    OrderedJson& corrections = changed["recordings"][0]["corrections"];
    corrections = OrderedJson(kMostCorrections + 1, corrections[0]);
    const QString problem = problemOf(QByteArray::fromStdString(changed.dump()));
    QVERIFY2(problem.contains("recording 1") && problem.contains(QString::number(kMostCorrections)),
             qPrintable(problem));
}

void SessionFileTest::readsAResultForOneRecordingOnly()
{
    OrderedJson twice = json();
    const OrderedJson first = twice["recordings"][0];
    for (const char* key : {"result", "model", "overview", "state"})
        twice["recordings"][1][key] = first[key];
    QCOMPARE(problemOf(QByteArray::fromStdString(twice.dump())), QString());
    const SessionDocument read = readSessionFile(pathOf(path("s.dass-session")));
    QCOMPARE(read.recordings[0].resultId, std::string(32, 'b'));
    QVERIFY(read.recordings[0].state == RecordingState::Done);
    const SavedRecording& second = read.recordings[1];
    QVERIFY(second.resultId.empty() && !second.hasOverview && !second.model);
    QVERIFY(second.state == RecordingState::Failed);
    QVERIFY2(second.failure.contains("s.dass-session") && second.failure.contains("recording 2"),
             qPrintable(second.failure));
}

void SessionFileTest::isNotHeldUpByWhatIsNoFile()
{
    QCOMPARE(mkfifo(path("pipe.dass-session").toLocal8Bit().constData(), 0600), 0);
    QVERIFY(QDir().mkpath(path("folder.dass-session")));
    for (const char* name : {"pipe.dass-session", "folder.dass-session", "none.dass-session"})
        QVERIFY_EXCEPTION_THROWN(readSessionFile(pathOf(path(name))), Error);
    QVERIFY_EXCEPTION_THROWN(readSessionFile("/dev/zero"), Error);
    // Nor by a recording that is none.
    OrderedJson changed = json();
    changed["recordings"][0]["path"] = path("pipe.dass-session").toStdString();
    changed["recordings"][0].erase("relative");
    QCOMPARE(problemOf(QByteArray::fromStdString(changed.dump())), QString());
    QVERIFY(readSessionFile(pathOf(path("s.dass-session"))).recordings[0].file == FileState::Missing);
}

// Bytes changed, cut and doubled at random: an error of one line, or a session whose values all lie in their limits.
void SessionFileTest::survivesAnyDamage()
{
    const std::string good = json().dump(1);
    std::mt19937 random(11); // NOLINT(cert-msc51-cpp): the same in every run
    int refused = 0;
    for (int i = 0; i < 1500; ++i) {
        std::string bad = good;
        for (unsigned times = 1 + random() % 3; times > 0; --times) {
            const std::size_t at = random() % bad.size();
            if (random() % 3 == 0)
                bad.erase(at, random() % 20);
            else if (random() % 2 == 0)
                bad[at] = static_cast<char>(random());
            else
                bad.insert(at, bad.substr(random() % bad.size(), random() % 40));
        }
        const QString problem = problemOf(QByteArray::fromStdString(bad));
        refused += problem.isEmpty() ? 0 : 1;
        QVERIFY2(!problem.contains('\n'), qPrintable(problem));
    }
    QVERIFY(refused > 500);
}

QTEST_GUILESS_MAIN(SessionFileTest)
#include "session_file_test.moc"
