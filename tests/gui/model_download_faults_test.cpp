#include "tests/gui/release_fixture.h"

#include <csignal>
#include <sys/resource.h>

using namespace dass;

// Downloads from a server on this computer that does what servers, networks and disks do.
class ModelDownloadFaultsTest : public QObject
{
    Q_OBJECT
private slots:
    void refusesAWrongChecksum_data();
    void refusesAWrongChecksum();
    void wantsAChecksumForWeights();
    void saysWhatTheServerRefuses_data();
    void saysWhatTheServerRefuses();
    void leavesRedirectionsThatAreNotSafe_data();
    void leavesRedirectionsThatAreNotSafe();
    void endsLoopsOfRedirections();
    void refusesWrongLengths_data();
    void refusesWrongLengths();
    void refusesWhatHasNoEnd();
    void givesUpOnSilence();
    void asksForRoomFirst();
    void keepsWhatCameWhenTheDiskIsFull();
    void refusesWhatIsNoModel();
    void refusesWhatChangedOnTheDisk();
};

void ModelDownloadFaultsTest::refusesAWrongChecksum_data()
{
    QTest::addColumn<bool>("listed");
    QTest::newRow("that the list holds") << true;
    QTest::newRow("that the server says") << false;
}

void ModelDownloadFaultsTest::refusesAWrongChecksum()
{
    QFETCH(bool, listed);
    ReleaseFixture fixture;
    const QByteArray right = ReleaseFixture::sha256Of(fixture.weights().body);
    if (listed)
        fixture.list(right);
    fixture.weights().body.replace(500'000, 1, "\x7f"); // a model still
    if (listed)                                         // what the server says of it does not count then
        fixture.weights().headers = {"X-Linked-Etag: \"" + ReleaseFixture::sha256Of(fixture.weights().body) + "\""};
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains(QString::fromLatin1(right)), qPrintable(fixture.error));
    QVERIFY2(fixture.error.contains("removed"), qPrintable(fixture.error));
    QVERIFY(!QFileInfo::exists(fixture.installed()));
    QVERIFY(!QFileInfo::exists(fixture.staging("model.safetensors")));
    QVERIFY(!QFileInfo::exists(fixture.staging("model.safetensors.part")));
}

void ModelDownloadFaultsTest::wantsAChecksumForWeights()
{
    ReleaseFixture fixture;
    fixture.weights().headers.clear();
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains("SHA-256"), qPrintable(fixture.error));
    fixture.list(ReleaseFixture::sha256Of(fixture.weights().body));
    QCOMPARE(fixture.download(), JobEnd::Finished);
}

void ModelDownloadFaultsTest::saysWhatTheServerRefuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    QTest::newRow("not there") << 404 << "is not there (404)";
    QTest::newRow("gone") << 410 << "is not there (410)";
    QTest::newRow("sign in") << 401 << "is not given to everybody (401)";
    QTest::newRow("forbidden") << 403 << "is not given to everybody (403)";
    QTest::newRow("trouble") << 500 << "cannot be had now, its server is busy or in trouble (500)";
    QTest::newRow("too many") << 429 << "in trouble (429)";
    QTest::newRow("nonsense") << 418 << "answered with 418";
    QTest::newRow("no content") << 204 << "answered with 204";
}

void ModelDownloadFaultsTest::saysWhatTheServerRefuses()
{
    QFETCH(int, status);
    QFETCH(QString, word);
    ReleaseFixture fixture;
    fixture.weights().status = status;
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains(word), qPrintable(fixture.error));
    QVERIFY2(fixture.error.contains("/model.safetensors"), qPrintable(fixture.error));
    QVERIFY(!fixture.error.contains('\n'));
    QVERIFY(!QFileInfo::exists(fixture.installed()));
    fixture.weights().status = 200;
    QCOMPARE(fixture.download(), JobEnd::Finished);
    QCOMPARE(fixture.server.countOf(ReleaseFixture::pathOf("config.json")), 1); // it was there already
}

void ModelDownloadFaultsTest::leavesRedirectionsThatAreNotSafe_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::newRow("http elsewhere") << QByteArray("http://192.0.2.1/model.safetensors");
    QTest::newRow("a file") << QByteArray("file:///etc/passwd");
    QTest::newRow("ftp") << QByteArray("ftp://127.0.0.1/model.safetensors");
    QTest::newRow("data") << QByteArray("data:,weights");
    QTest::newRow("nowhere") << QByteArray("https:///");
}

void ModelDownloadFaultsTest::leavesRedirectionsThatAreNotSafe()
{
    QFETCH(QByteArray, location);
    ReleaseFixture fixture;
    fixture.weights().status = 302;
    fixture.weights().headers << "Location: " + location;
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains("no https address"), qPrintable(fixture.error));
}

void ModelDownloadFaultsTest::endsLoopsOfRedirections()
{
    ReleaseFixture fixture;
    fixture.weights().status = 302;
    fixture.weights().headers << "Location: " + ReleaseFixture::pathOf("model.safetensors");
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains("without end"), qPrintable(fixture.error));
    QVERIFY(fixture.server.countOf(ReleaseFixture::pathOf("model.safetensors")) < 20);
}

void ModelDownloadFaultsTest::refusesWrongLengths_data()
{
    QTest::addColumn<qint64>("said"); // Content-Length, against the real one
    QTest::addColumn<bool>("linked"); // whether the real one is said, too
    QTest::addColumn<QString>("word");
    QTest::newRow("longer than what comes") << qint64(1000) << false << "is kept";
    QTest::newRow("longer than was said before") << qint64(1000) << true << "are expected";
    QTest::newRow("shorter than was said before") << qint64(-1000) << true << "are expected";
    QTest::newRow("shorter than what comes") << qint64(-1000) << false << "SHA-256";
    QTest::newRow("beyond the limit") << qint64(20'000'000) << false << "at most";
}

void ModelDownloadFaultsTest::refusesWrongLengths()
{
    QFETCH(qint64, said);
    QFETCH(bool, linked);
    QFETCH(QString, word);
    ReleaseFixture fixture;
    fixture.weights().saidLength = fixture.weights().body.size() + said;
    fixture.weights().ranges = false;
    if (!linked)
        fixture.weights().headers.removeIf([](const QByteArray& line) { return line.startsWith("X-Linked-Size"); });
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains(word), qPrintable(fixture.error));
    QVERIFY(!QFileInfo::exists(fixture.installed()));
}

void ModelDownloadFaultsTest::refusesWhatHasNoEnd()
{
    ReleaseFixture fixture;
    fixture.weights().endless = true;
    fixture.weights().headers.removeIf([](const QByteArray& line) { return line.startsWith("X-Linked-Size"); });
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains("more than"), qPrintable(fixture.error));
    QVERIFY(!QFileInfo::exists(fixture.staging("model.safetensors.part")));
}

void ModelDownloadFaultsTest::givesUpOnSilence()
{
    ReleaseFixture fixture;
    fixture.weights().stallAt = 200'000;
    {
        const auto job = fixture.job(); // as patient as all: only the weights are missing then
        job->start();
        QTRY_COMPARE(QFileInfo(fixture.staging("model.safetensors.part")).size(), 200'000);
    }
    fixture.rules.stalled = std::chrono::milliseconds(300);
    fixture.rules.pauses = {};
    fixture.weights().stallAt = 0;
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains("nothing came"), qPrintable(fixture.error));
    QCOMPARE(QFileInfo(fixture.staging("model.safetensors.part")).size(), 200'000);
}

void ModelDownloadFaultsTest::asksForRoomFirst()
{
    ReleaseFixture fixture;
    fixture.rules.freeBytes = [](const std::filesystem::path&) { return std::uint64_t{17'000'000}; };
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains("make room"), qPrintable(fixture.error));
    QCOMPARE(QFileInfo(fixture.staging("model.safetensors.part")).size(), 0);
    fixture.rules.freeBytes = {};
    QCOMPARE(fixture.download(), JobEnd::Finished);
}

void ModelDownloadFaultsTest::keepsWhatCameWhenTheDiskIsFull()
{
    ReleaseFixture fixture;
    // A limit on the size of files is met by a write as a full disk is.
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{600'000, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const JobEnd end = fixture.download();
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QCOMPARE(end, JobEnd::Failed);
    QVERIFY2(fixture.error.contains("model.safetensors.part' cannot be written"), qPrintable(fixture.error));
    QCOMPARE(QFileInfo(fixture.staging("model.safetensors.part")).size(), 600'000);
    QCOMPARE(fixture.download(), JobEnd::Finished);
    QVERIFY(fixture.isInstalledWhole());
    QCOMPARE(fixture.server.requests.back().headers.value("range"), QByteArray("bytes=600000-"));
}

void ModelDownloadFaultsTest::refusesWhatIsNoModel()
{
    ReleaseFixture fixture;
    fixture.weights().body = "these are no weights, whoever vouches for them";
    fixture.state();
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains("no model that this program reads"), qPrintable(fixture.error));
    QVERIFY(!QFileInfo::exists(fixture.installed()));
}

void ModelDownloadFaultsTest::refusesWhatChangedOnTheDisk()
{
    ReleaseFixture fixture;
    fixture.config().status = 404;
    std::swap(fixture.release.files.front(), fixture.release.files.back()); // the weights first
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QFile weights(fixture.staging("model.safetensors"));
    QVERIFY(weights.open(QIODevice::ReadWrite) && weights.seek(500'000));
    weights.write("\x7f");
    weights.close();
    fixture.config().status = 200;
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains("changed on the disk"), qPrintable(fixture.error));
}

QTEST_GUILESS_MAIN(ModelDownloadFaultsTest)
#include "model_download_faults_test.moc"
