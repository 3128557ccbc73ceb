#include "app/jobs/corrections_worker.h"
#include "app/jobs/export_job.h"
#include "core/base/free_path.h"
#include "tests/gui/shell_fixture.h"

#include <QDir>
#include <QUndoStack>

#include <algorithm>

using namespace dass;

namespace {

// Every event of every class, as they are when the run is over, and the corrections read.
bool tag(ShellFixture& shell, const QStringList& files)
{
    ViewSettings view = shell.session->viewSettings();
    view.allTags = true;
    view.threshold = 0;
    view.mergeGapSeconds = 0;
    shell.session->setViewSettings(view);
    if (!shell.waitForBatch(files))
        return false;
    return QTest::qWaitFor(
        [&] {
            const std::vector<Event>& events = shell.session->digest().events;
            return shell.session->corrections().canEdit() && std::ranges::any_of(events, [&](const Event& event) {
                       return event.endSample == shell.session->current()->result.samples;
                   });
        },
        30000);
}

QStringList correctionFiles(const ShellFixture& shell)
{
    return QDir(shell.path("corrections")).entryList(QDir::Files, QDir::Name);
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// "0 to 4 s Class 2 [renamed]", by class, start and end
QStringList rows(const AnalyzeSession& session)
{
    QStringList lines;
    const Digest& digest = session.digest();
    for (std::size_t i = 0; i < digest.events.size(); ++i) {
        const Event& event = digest.events[i];
        const CorrectedRow* row = rowAt(digest.corrected, i);
        lines << QStringLiteral("%1 %2-%3%4")
                     .arg(event.classIndex)
                     .arg(double(event.startSample) / 16000)
                     .arg(double(event.endSample) / 16000)
                     .arg(row ? " " + QString::fromStdString(correctionWords(row->correction)) : QString());
    }
    lines.sort();
    return lines;
}

EventSpan seconds(double start, double end)
{
    return {std::int64_t(start * 16000), std::int64_t(end * 16000)};
}

} // namespace

// Corrections as the session keeps them, without a widget.
class CorrectionsSessionTest : public QObject
{
    Q_OBJECT
private slots:
    void correctsWithoutTouchingTheResult();
    void undoesAndRedoesByItsRecording();
    void takesChangesThatFollowEachOtherAtOnce();
    void followsTheThreshold();
    void refusesWhatCannotBeMeant();
    void bringsBackWhatWasDeleted();
    void keepsCorrectionsForTheNextTime();
    void keepsADamagedFileAside();
    void noDamagedFileIsWrittenOver();
    void saysThatItCannotSave();
    void givesAnotherRecordingOfThatNameNone();
    void exportsWithAndWithout();
};

void CorrectionsSessionTest::correctsWithoutTouchingTheResult()
{
    ShellFixture shell;
    QVERIFY(tag(shell, {shell.makeRecording("a.wav", 4)}));
    AnalyzeSession& session = *shell.session;
    EventCorrections& corrections = session.corrections();
    QCOMPARE(rows(session), (QStringList{"0 0-4", "1 0-4", "2 0-4", "3 0-4", "4 0-4"}));
    std::vector<float> before;
    for (int row = 0; row < 4; ++row)
        for (const float value : shell.recording(0).result.probabilities->row(row))
            before.push_back(value);
    const std::vector<Event> model = findEvents(shell.recording(0).result, session.eventSettings());

    QSignalSpy edited(&corrections, &EventCorrections::edited);
    corrections.rename(session.digest().events[0], 4);
    QTRY_COMPARE(rows(session), (QStringList{"1 0-4", "2 0-4", "3 0-4", "4 0-4 renamed"})); // onto one that is there
    corrections.remove(session.digest().events[0]);
    corrections.move(session.digest().events[1], seconds(1, 3.5));
    corrections.mark(session.digest().events[2], Verdict::Wrong);
    corrections.add(0, seconds(2, 9)); // is cut to the recording
    QTRY_COMPARE(rows(session), (QStringList{"0 2-4 added", "2 1-3.5 moved", "3 0-4 wrong", "4 0-4 renamed"}));
    QCOMPARE(corrections.count(), 5);
    QCOMPARE(edited.count(), 3); // renamed, moved, added

    std::vector<float> after;
    for (int row = 0; row < 4; ++row)
        for (const float value : shell.recording(0).result.probabilities->row(row))
            after.push_back(value);
    QCOMPARE(after, before);
    const std::vector<Event> again = findEvents(shell.recording(0).result, session.eventSettings());
    QCOMPARE(again.size(), model.size());
    QCOMPARE(again[0].classIndex, model[0].classIndex);
}

void CorrectionsSessionTest::undoesAndRedoesByItsRecording()
{
    ShellFixture shell;
    QVERIFY(tag(shell, {shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 3)}));
    AnalyzeSession& session = *shell.session;
    EventCorrections& corrections = session.corrections();
    QUndoGroup& undo = corrections.undo();
    const QStringList model = rows(session);
    QVERIFY(!undo.canUndo());
    corrections.remove(session.digest().events[2]);
    QCOMPARE(undo.undoText(), QString("delete “Class 2”"));
    corrections.rename(session.digest().events[0], 1);
    QCOMPARE(undo.undoText(), QString("rename “Class 0” to “Class 1”"));
    corrections.mark(session.digest().events[3], Verdict::Right);
    QTRY_COMPARE(rows(session), (QStringList{"1 0-2 renamed", "3 0-2 right", "4 0-2"}));

    session.setCurrent(session.recordings().at(1).get());
    QVERIFY(!undo.canUndo());
    QTRY_VERIFY(corrections.canEdit() && session.digest().events.size() == 5); // tagged long ago
    corrections.add(2, seconds(1, 2));
    QCOMPARE(undo.undoText(), QString("add “Class 2”"));
    undo.undo();
    QVERIFY(!undo.canUndo());
    QCOMPARE(corrections.count(), 0);

    session.setCurrent(session.recordings().at(0).get());
    QCOMPARE(undo.undoText(), QString("mark “Class 3” right"));
    undo.undo();
    undo.undo();
    QCOMPARE(undo.redoText(), QString("rename “Class 0” to “Class 1”"));
    QTRY_COMPARE(rows(session), (QStringList{"0 0-2", "1 0-2", "3 0-2", "4 0-2"}));
    undo.undo();
    QTRY_COMPARE(rows(session), model);
    for (int i = 0; i < 3; ++i)
        undo.redo();
    QTRY_COMPARE(rows(session), (QStringList{"1 0-2 renamed", "3 0-2 right", "4 0-2"}));
    QVERIFY(!undo.canRedo());
}

// The digest that shows a change comes later; what is done meanwhile is about the same event.
void CorrectionsSessionTest::takesChangesThatFollowEachOtherAtOnce()
{
    ShellFixture shell;
    QVERIFY(tag(shell, {shell.makeRecording("a.wav", 4)}));
    AnalyzeSession& session = *shell.session;
    EventCorrections& corrections = session.corrections();
    Event event = session.digest().events[1];
    const auto become = [&](const Event&, const Event& after) { event = after; };
    connect(&corrections, &EventCorrections::edited, this, become);
    corrections.rename(event, 3);
    corrections.move(event, seconds(1, 2));
    corrections.mark(event, Verdict::Right);
    QCOMPARE(corrections.count(), 1);
    QTRY_COMPARE(rows(session), (QStringList{"0 0-4", "2 0-4", "3 0-4", "3 1-2 renamed moved right", "4 0-4"}));
    corrections.undo().undo();
    corrections.undo().undo(); // at once, too
    corrections.mark(event, Verdict::Wrong);
    QTRY_COMPARE(rows(session), (QStringList{"0 0-4", "2 0-4", "3 0-4 renamed wrong", "4 0-4"}));
    corrections.takeBack(event);
    QTRY_COMPARE(rows(session), (QStringList{"0 0-4", "1 0-4", "2 0-4", "3 0-4", "4 0-4"}));
    QCOMPARE(corrections.count(), 0);
    QCOMPARE(event.classIndex, 1);

    corrections.add(1, seconds(2, 3));
    corrections.mark(event, Verdict::Right);
    corrections.rename(event, 0);
    QCOMPARE(corrections.count(), 1);
    QTRY_VERIFY(rows(session).contains("0 2-3 added right"));
    corrections.remove(event);
    QTRY_COMPARE(rows(session).size(), 5);
    QCOMPARE(corrections.count(), 0);
}

void CorrectionsSessionTest::followsTheThreshold()
{
    ShellFixture shell;
    QVERIFY(tag(shell, {shell.makeRecording("a.wav", 4)}));
    AnalyzeSession& session = *shell.session;
    session.corrections().remove(session.digest().events[0]);
    session.corrections().mark(session.digest().events[1], Verdict::Right);
    session.corrections().add(2, seconds(1, 2));
    QTRY_COMPARE(rows(session).size(), 5);
    ViewSettings view = session.viewSettings();
    view.threshold = 1;
    session.setViewSettings(view);
    QTRY_COMPARE(rows(session), QStringList{"2 1-2 added"});
    view.allTags = false; // and no tag is drawn
    session.tags().clear();
    session.setViewSettings(view);
    QTRY_COMPARE(rows(session), QStringList{"2 1-2 added"});
    view.allTags = true;
    view.threshold = 0;
    session.setViewSettings(view);
    QTRY_COMPARE(rows(session), (QStringList{"1 0-4 right", "2 0-4", "2 1-2 added", "3 0-4", "4 0-4"}));
}

void CorrectionsSessionTest::refusesWhatCannotBeMeant()
{
    ShellFixture shell;
    QVERIFY(tag(shell, {shell.makeRecording("a.wav", 4)}));
    AnalyzeSession& session = *shell.session;
    EventCorrections& corrections = session.corrections();
    const Event event = session.digest().events[0];
    corrections.add(0, seconds(2, 2));
    corrections.add(0, seconds(9, 10)); // behind the end
    corrections.add(99, seconds(1, 2));
    corrections.add(-1, seconds(1, 2));
    corrections.rename(event, 99);
    corrections.rename(event, event.classIndex);
    corrections.move(event, seconds(3, 1));
    corrections.move(event, {event.startSample, event.endSample});
    corrections.mark(event, Verdict::None);
    corrections.takeBack(event);
    corrections.bringBackDeleted();
    QVERIFY(!corrections.undo().canUndo());
    QCOMPARE(corrections.count(), 0);
    session.setCurrent(nullptr);
    corrections.add(0, seconds(1, 2));
    corrections.remove(event);
    QVERIFY(!corrections.canEdit());
    QVERIFY(!corrections.undo().canUndo());
}

void CorrectionsSessionTest::bringsBackWhatWasDeleted()
{
    ShellFixture shell;
    QVERIFY(tag(shell, {shell.makeRecording("a.wav", 4)}));
    AnalyzeSession& session = *shell.session;
    EventCorrections& corrections = session.corrections();
    corrections.mark(session.digest().events[1], Verdict::Right);
    corrections.remove(session.digest().events[1]);
    corrections.remove(session.digest().events[2]);
    QVERIFY(corrections.anyDeleted());
    QTRY_COMPARE(rows(session), (QStringList{"0 0-4", "3 0-4", "4 0-4"}));
    corrections.bringBackDeleted();
    QTRY_COMPARE(rows(session), (QStringList{"0 0-4", "1 0-4 right", "2 0-4", "3 0-4", "4 0-4"}));
    QCOMPARE(corrections.count(), 1);
    corrections.undo().undo();
    QTRY_COMPARE(rows(session), (QStringList{"0 0-4", "3 0-4", "4 0-4"}));
}

void CorrectionsSessionTest::keepsCorrectionsForTheNextTime()
{
    ShellFixture shell;
    const QString file = shell.makeRecording("a.wav", 4);
    QVERIFY(tag(shell, {file}));
    AnalyzeSession& session = *shell.session;
    session.corrections().rename(session.digest().events[0], 4);
    session.corrections().add(1, seconds(1, 2));
    session.remove(session.current()); // what was just changed is read again, whether or not it was written yet
    QVERIFY(!session.corrections().canEdit());
    QVERIFY(tag(shell, {file}));
    QTRY_COMPARE(rows(session), (QStringList{"1 0-4", "1 1-2 added", "2 0-4", "3 0-4", "4 0-4 renamed"}));
    QVERIFY(!session.corrections().undo().canUndo()); // of another sitting

    session.corrections().mark(session.digest().events[0], Verdict::Wrong);
    shell.session.reset(); // as the program ends
    QCOMPARE(correctionFiles(shell).size(), 1);
    CorrectionList kept = readCorrections(shell.path("corrections/" + correctionFiles(shell).first()).toStdU16String());
    QCOMPARE(kept.size(), std::size_t(3));
}

void CorrectionsSessionTest::keepsADamagedFileAside()
{
    ShellFixture shell;
    const QString file = shell.makeRecording("a.wav", 4);
    QVERIFY(tag(shell, {file}));
    AnalyzeSession& session = *shell.session;
    session.corrections().remove(session.digest().events[0]);
    QTRY_COMPARE(correctionFiles(shell).size(), 1);
    const QString name = correctionFiles(shell).first();
    session.remove(session.current());
    QFile damaged(shell.path("corrections/" + name));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("{\"format\": \"dass-corr");
    damaged.close();

    QSignalSpy notices(&session, &AnalyzeSession::noticed);
    QVERIFY(tag(shell, {file}));
    QCOMPARE(notices.count(), 1);
    QVERIFY2(notices.first().at(1).toString().contains(name + ".damaged"),
             qPrintable(notices.first().at(1).toString()));
    QCOMPARE(session.corrections().count(), 0);
    QCOMPARE(contents(shell.path("corrections/" + name + ".damaged")), QByteArray("{\"format\": \"dass-corr"));
    session.corrections().remove(session.digest().events[0]); // goes on
    QTRY_COMPARE(correctionFiles(shell), (QStringList{name, name + ".damaged"}));
    QTRY_VERIFY(contents(shell.path("corrections/" + name)).endsWith("]}\n"));
}

void CorrectionsSessionTest::noDamagedFileIsWrittenOver()
{
    const QTemporaryDir folder;
    const auto write = [&](const QString& name) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(name.toUtf8()) > 0;
    };
    QVERIFY(write("a"));
    QVERIFY(write("a.damaged"));
    for (int i = 2; i <= kMostNumbered; ++i)
        QVERIFY(write("a.damaged-" + QString::number(i)));
    CorrectionsWorker worker;
    QObject here; // the signal is given on the worker's thread, where a spy would take it
    QString damage;
    connect(&worker, &CorrectionsWorker::ready, &here,
            [&](quint64, const auto& /*corrections*/, const QString& told) { damage = told; });
    worker.read(folder.filePath("a").toStdU16String());
    QTRY_VERIFY(!damage.isEmpty());
    QVERIFY2(damage.contains("could not be kept under another name"), qPrintable(damage));
    for (const char* name : {"a", "a.damaged", "a.damaged-999", "a.damaged-1000"})
        QCOMPARE(contents(folder.filePath(name)), QByteArray(name));
    QVERIFY(!QFile::exists(folder.filePath("a.damaged-1001")));
}

void CorrectionsSessionTest::saysThatItCannotSave()
{
    ShellFixture shell;
    QVERIFY(tag(shell, {shell.makeRecording("a.wav", 4)}));
    QFile inTheWay(shell.path("corrections")); // where the folder should be
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    QSignalSpy notices(shell.session.get(), &AnalyzeSession::noticed);
    shell.session->corrections().remove(shell.session->digest().events[0]);
    QVERIFY(notices.count() > 0 || notices.wait(30000));
    QVERIFY(notices.first().at(1).toString().contains("corrections"));
    QTRY_COMPARE(rows(*shell.session).size(), 4); // and the work goes on
}

void CorrectionsSessionTest::givesAnotherRecordingOfThatNameNone()
{
    ShellFixture shell;
    const QString file = shell.makeRecording("a.wav", 4);
    QVERIFY(tag(shell, {file}));
    shell.session->corrections().remove(shell.session->digest().events[0]);
    shell.session->remove(shell.session->current());
    shell.makeRecording("a.wav", 5);
    QVERIFY(tag(shell, {file}));
    QCOMPARE(shell.session->corrections().count(), 0);
    QCOMPARE(rows(*shell.session).size(), 5);
}

void CorrectionsSessionTest::exportsWithAndWithout()
{
    ShellFixture shell;
    QVERIFY(tag(shell, {shell.makeRecording("a.wav", 4)}));
    shell.session->corrections().remove(shell.session->digest().events[0]);
    shell.session->corrections().add(0, seconds(1, 2));
    const OpenRecording& recording = shell.recording(0);
    ExportRequest request;
    request.file = "a.wav";
    request.result = recording.result;
    request.model = recording.model;
    request.provenance = recording.provenance;
    request.events = shell.session->eventSettings();
    request.formats = {"events"};
    const auto write = [&](const QString& stem, const std::shared_ptr<const CorrectionList>& corrections) {
        request.stem = shell.path(stem).toStdU16String();
        request.corrections = corrections;
        ExportJob job(request);
        QSignalSpy ended(&job, &ExportJob::ended);
        job.start();
        return ended.wait(30000) ? contents(shell.path(stem + ".events.csv")) : QByteArray();
    };
    const QByteArray with = write("with", recording.corrections);
    QVERIFY2(with.contains("a.wav,1.000,2.000,Class 0,/m/0,"), with.constData());
    QVERIFY(!with.contains("a.wav,0.000,4.000,Class 0,"));
    QCOMPARE(with.count(",added\r\n"), 1);
    const QByteArray without = write("without", nullptr);
    QVERIFY(without.contains("a.wav,0.000,4.000,Class 0,"));
    QVERIFY(!without.contains("correction"));
    QVERIFY(contents(shell.path("with.provenance.json")).contains("\"corrections\""));
    QVERIFY(!contents(shell.path("without.provenance.json")).contains("\"corrections\""));
}

QTEST_GUILESS_MAIN(CorrectionsSessionTest)
#include "corrections_session_test.moc"
