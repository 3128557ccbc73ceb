#include "app/session/session_document.h"
#include "tests/gui/shell_fixture.h"

#include <QDir>
#include <QFile>

#include <memory>
#include <utility>

using namespace dass;

// Files and folders that are opened. Whatever has to be asked of a disk is asked by a thread.
class OpeningTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void namesThatSayItAreTakenAtTheirWord();
    void othersComeOnceTheyWereLookedAt();
    void aFolderThatIsCalledLikeARecordingIsAFolder();
    void suchAFolderIsNotTagged();
    void aRecordingThatWasThereStaysWhereAFolderIsNow();
    void saysWhenAFolderHasNone();
    void nothingStaysOfWhatIsClosed();

private:
    std::unique_ptr<ShellFixture> m_shell;
};

void OpeningTest::init()
{
    m_shell = std::make_unique<ShellFixture>();
    m_shell->settings.setTagWhenOpened(false);
}

void OpeningTest::namesThatSayItAreTakenAtTheirWord()
{
    AnalyzeSession& session = *m_shell->session;
    session.open({m_shell->makeRecording("a.wav", 1), m_shell->path("gone.flac")});
    QCOMPARE(namesOf(session), (QStringList{"a.wav", "gone.flac"})); // now
    QCOMPARE(session.current()->name, QString("a.wav"));
}

void OpeningTest::othersComeOnceTheyWereLookedAt()
{
    AnalyzeSession& session = *m_shell->session;
    QVERIFY(QFile::rename(m_shell->makeRecording("a.wav", 1), m_shell->path("sound")));
    session.open({m_shell->path("sound")});
    QVERIFY(session.recordings().empty());
    QTRY_COMPARE(namesOf(session), QStringList{"sound"});
    QCOMPARE(session.current()->name, QString("sound"));
    QTRY_VERIFY(m_shell->recording(0).info.has_value());
    QVERIFY(m_shell->settings.recentFiles().contains(m_shell->path("sound")));

    session.open({m_shell->path("sound"), m_shell->makeRecording("b.wav", 1)});
    QCOMPARE(session.current()->name, QString("b.wav"));
    QTRY_VERIFY(m_shell->recording(1).info.has_value());
    QCOMPARE(namesOf(session), (QStringList{"sound", "b.wav"}));
    QCOMPARE(session.current()->name, QString("b.wav")); // what was there at once stays in view
}

void OpeningTest::aFolderThatIsCalledLikeARecordingIsAFolder()
{
    AnalyzeSession& session = *m_shell->session;
    QVERIFY(QDir().mkpath(m_shell->path("night.wav")));
    m_shell->makeRecording("night.wav/b.wav", 1);
    m_shell->makeRecording("night.wav/a.wav", 1);
    session.open({m_shell->path("night.wav")});
    QTRY_COMPARE(namesOf(session), (QStringList{"a.wav", "b.wav"}));
    QCOMPARE(session.current()->name, QString("a.wav"));
}

// As the program does it unless it is told otherwise: what is opened is tagged.
void OpeningTest::suchAFolderIsNotTagged()
{
    AnalyzeSession& session = *m_shell->session;
    m_shell->settings.setTagWhenOpened(true);
    session.setModel(QStringLiteral("fake"));
    QTRY_COMPARE(session.model().state(), ModelState::Ready);
    QVERIFY(QDir().mkpath(m_shell->path("night.wav")));
    m_shell->makeRecording("night.wav/a.wav", 1);
    QSignalSpy ended(&session, &AnalyzeSession::batchEnded);
    session.open({m_shell->path("night.wav"), m_shell->makeRecording("c.wav", 1)});
    QTRY_COMPARE(session.doneCount(), 2);
    QCOMPARE(namesOf(session), (QStringList{"c.wav", "a.wav"}));
    QTRY_VERIFY(!session.runs().canCancel());
    int tagged = 0;
    for (const QVariantList& batch : std::as_const(ended)) {
        tagged += batch.first().value<BatchSummary>().tagged;
        QCOMPARE(batch.first().value<BatchSummary>().failed, 0);
    }
    QCOMPARE(tagged, 2);
    QCOMPARE(m_shell->settings.recentFiles(), QStringList{m_shell->path("c.wav")});
}

void OpeningTest::aRecordingThatWasThereStaysWhereAFolderIsNow()
{
    AnalyzeSession& session = *m_shell->session;
    session.open({m_shell->makeRecording("a.wav", 1)});
    QTRY_VERIFY(m_shell->recording(0).fileBytes >= 0);
    QVERIFY(QFile::remove(m_shell->path("a.wav")));
    QVERIFY(QDir().mkpath(m_shell->path("a.wav")));
    m_shell->makeRecording("a.wav/b.wav", 1);
    session.retry(session.current());
    session.open({m_shell->makeRecording("c.wav", 1)});
    QTRY_VERIFY(session.recordings().back()->info.has_value()); // looked at after it
    QCOMPARE(namesOf(session), (QStringList{"a.wav", "c.wav"}));
}

void OpeningTest::saysWhenAFolderHasNone()
{
    AnalyzeSession& session = *m_shell->session;
    QVERIFY(QDir().mkpath(m_shell->path("empty")));
    QVERIFY(QFile::rename(m_shell->makeRecording("a.wav", 1), m_shell->path("sound")));
    QSignalSpy noticed(&session, &AnalyzeSession::noticed);
    session.open({m_shell->path("sound"), m_shell->path("empty")});
    QTRY_COMPARE(noticed.count(), 1);
    QCOMPARE(noticed.first().at(0).toString(), QString("No recordings found."));
    QVERIFY(noticed.first().at(1).toString().contains(m_shell->path("empty")));
    QVERIFY(!noticed.first().at(1).toString().contains(m_shell->path("sound")));
    QCOMPARE(namesOf(session), QStringList{"sound"});
}

// It goes on a thread of its own, which takes a moment.
void OpeningTest::nothingStaysOfWhatIsClosed()
{
    AnalyzeSession& session = *m_shell->session;
    m_shell->settings.setTagWhenOpened(true);
    QVERIFY(m_shell->waitForBatch({m_shell->makeRecording("a.wav", 2), m_shell->makeRecording("b.wav", 2)}));
    QTRY_COMPARE(m_shell->recording(0).decode, DecodeState::Finished);
    const std::weak_ptr<const WaveformPyramid> waveform = m_shell->recording(0).waveform;
    const std::weak_ptr<const MelPyramid> mel = m_shell->recording(0).mel;
    const std::weak_ptr<const ProbabilityMatrix> tags = m_shell->recording(0).result.probabilities;
    const std::weak_ptr<const ProbabilityMatrix> others = m_shell->recording(1).result.probabilities;
    QVERIFY(waveform.lock() && mel.lock() && tags.lock() && others.lock());
    session.remove(session.current());
    QTRY_VERIFY(waveform.expired() && mel.expired() && tags.expired());
    QVERIFY(!others.expired());
    session.openSaved({}); // closes all
    QTRY_VERIFY(others.expired());
}

QTEST_GUILESS_MAIN(OpeningTest)
#include "opening_test.moc"
