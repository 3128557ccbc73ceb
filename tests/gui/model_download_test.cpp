#include "core/model/model_info.h"
#include "core/model/model_origin.h"
#include "tests/gui/release_fixture.h"
#include "tests/gui/tls_certificate.h"

using namespace dass;

// Downloads from a server on this computer, as they go well in the end.
class ModelDownloadTest : public QObject
{
    Q_OBJECT
private slots:
    void downloadsAModelThatTags();
    void saysHowFarItIs();
    void followsTheRedirectionThatHuggingFaceMakes();
    void goesOnAfterACut();
    void goesOnInALaterJob();
    void startsAgainWhereTheServerKnowsNoRanges();
    void startsAgainWhenTheFileHasChanged();
    void keepsWhatCameWhenTheConnectionStaysCut();
    void takesAFileThatWasWholeButForItsName();
    void triesAgainWhenTheServerIsBusy();
    void doesWithoutAMissingCard();
    void stopsAtOnceWhenCancelled();
    void stopsWhenTheJobIsDestroyed();
    void leavesTwoWindowsOneDownload();
    void discards();
    void usesTheProxyOfTheEnvironment();
    void asksAProxyForHttpsToo();
    void trustsOnlyCertificatesThatSomebodyVouchesFor();
};

void ModelDownloadTest::downloadsAModelThatTags()
{
    ReleaseFixture fixture;
    QCOMPARE(fixture.download(), JobEnd::Finished);
    QVERIFY(fixture.isInstalledWhole());
    const auto model = TaggingModel::load(fixture.installed().toStdU16String());
    QCOMPARE(model->info().labels.at(2).name, std::string("drum, deep"));
    QCOMPARE(model->info().name, std::string("Tiny 1.0")); // not its card's title, which its siblings share
    const auto origin = readModelOrigin(fixture.installed().toStdU16String());
    QVERIFY(origin);
    QCOMPARE(origin->release, std::string("tiny_1.0"));
    QCOMPARE(origin->revision, std::string("abc123"));
    QCOMPARE(QByteArray::fromStdString(origin->sha256), ReleaseFixture::sha256Of(fixture.weights().body));
    for (const HttpRequest& request : fixture.server.requests) { // and nothing about who asks
        QCOMPARE(request.method, QByteArray("GET"));
        QCOMPARE(request.headers.value("accept-encoding"), QByteArray("identity"));
        QVERIFY(!request.headers.contains("cookie") && !request.headers.contains("authorization"));
    }
}

void ModelDownloadTest::saysHowFarItIs()
{
    ReleaseFixture fixture;
    const auto job = fixture.job();
    QSignalSpy ended(job.get(), &ModelDownloadJob::ended);
    QList<DownloadProgress> reports;
    connect(job.get(), &ModelDownloadJob::progressed, this,
            [&](quint64, const DownloadProgress& progress) { reports << progress; });
    job->start();
    QVERIFY(ended.wait(60'000));
    QVERIFY(reports.size() >= 2);
    for (qsizetype i = 1; i < reports.size(); ++i)
        QVERIFY(reports[i].done >= reports[i - 1].done && reports[i].done <= reports[i].total);
    QVERIFY(reports.back().checking);
    QVERIFY(reports.back().done > fixture.weights().body.size());
}

void ModelDownloadTest::followsTheRedirectionThatHuggingFaceMakes()
{
    ReleaseFixture fixture;
    LoopbackServer store; // that keeps the large files
    store.files["/objects/17"].body = fixture.weights().body;
    store.files["/objects/17"].etag = "\"of the store\"";
    store.files["/objects/17"].headers = {"X-Linked-Etag: \"" + QByteArray(64, '0') + "\""}; // says nothing that counts
    store.files["/objects/17"].cutAt = 500'000;
    store.files["/objects/17"].cuts = 2; // Qt itself may mend the first
    fixture.weights().status = 302;
    fixture.weights().headers << "Location: " + store.url("/objects/17?signed=1").toEncoded();
    store.files["/objects/17?signed=1"] = store.files["/objects/17"];
    fixture.weights().etag.clear();
    fixture.config().status = 307; // small files: to a path of the same server
    fixture.config().headers << "Location: /cache/config.json";
    fixture.server.files["/cache/config.json"].body = fixture.config().body;
    QCOMPARE(fixture.download(), JobEnd::Finished);
    QVERIFY(fixture.isInstalledWhole());
    const QByteArray range = store.requests.back().headers.value("range");
    QVERIFY2(range == "bytes=500000-" || range == "bytes=1000000-", range.constData());
    QCOMPARE(store.requests.back().headers.value("if-range"), QByteArray("\"of the store\""));
    QCOMPARE(readModelOrigin(fixture.installed().toStdU16String())->revision, std::string("abc123"));
}

void ModelDownloadTest::goesOnAfterACut()
{
    ReleaseFixture fixture;
    fixture.weights().cutAt = 300'000;
    fixture.weights().cuts = 3; // the second and third begin where the one before ended
    fixture.rules.pauses.assign(3, std::chrono::milliseconds(1)); // one a cut, also where Qt mends none by itself
    QCOMPARE(fixture.download(), JobEnd::Finished);
    QVERIFY(fixture.isInstalledWhole());
    const QByteArray range = fixture.server.requests.back().headers.value("range");
    QVERIFY2(range == "bytes=600000-" || range == "bytes=900000-", range.constData()); // Qt itself may mend the first
    QCOMPARE(fixture.server.requests.back().headers.value("if-range"), QByteArray("\"one\""));
    QCOMPARE(fixture.server.countOf(ReleaseFixture::pathOf("config.json")), 1);
}

void ModelDownloadTest::goesOnInALaterJob()
{
    ReleaseFixture fixture;
    fixture.weights().stallAt = 400'000;
    {
        const auto job = fixture.job();
        job->start(); // and the program ends while it waits
        QTRY_COMPARE(QFileInfo(fixture.staging("model.safetensors.part")).size(), 400'000);
    }
    QVERIFY(ModelDownloadJob::bytesLeftOver(fixture.release, fixture.folder()) > 400'000);
    QVERIFY(!QFileInfo::exists(fixture.installed()));
    fixture.weights().stallAt = -1;
    QCOMPARE(fixture.download(), JobEnd::Finished);
    QVERIFY(fixture.isInstalledWhole());
    QCOMPARE(fixture.server.requests.back().headers.value("range"), QByteArray("bytes=400000-"));
    QCOMPARE(ModelDownloadJob::bytesLeftOver(fixture.release, fixture.folder()), -1);
}

void ModelDownloadTest::startsAgainWhereTheServerKnowsNoRanges()
{
    ReleaseFixture fixture;
    fixture.weights().cutAt = 300'000;
    fixture.weights().ranges = false;
    QCOMPARE(fixture.download(), JobEnd::Finished);
    QVERIFY(fixture.isInstalledWhole());
    QVERIFY(fixture.server.countOf(ReleaseFixture::pathOf("model.safetensors")) >= 2);
}

void ModelDownloadTest::startsAgainWhenTheFileHasChanged()
{
    for (const bool heedsIfRange : {true, false}) {
        ReleaseFixture fixture;
        ServedFile& weights = fixture.weights();
        const QByteArray good = weights.body;
        weights.body.replace(100'000, 4, "\1\2\3\4"); // as it was when the download began
        fixture.state();
        weights.cutAt = 300'000;
        fixture.rules.pauses = {};
        QCOMPARE(fixture.download(), JobEnd::Failed);
        weights.body = good;
        if (heedsIfRange)
            weights.etag = "\"two\"";
        fixture.state();
        QCOMPARE(fixture.download(), JobEnd::Finished);
        QVERIFY(fixture.isInstalledWhole());
    }
}

void ModelDownloadTest::keepsWhatCameWhenTheConnectionStaysCut()
{
    ReleaseFixture fixture;
    fixture.weights().cutAt = 0;
    fixture.weights().cuts = 100;
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY(fixture.server.countOf(ReleaseFixture::pathOf("model.safetensors")) >= 3); // two pauses
    QVERIFY(fixture.server.countOf(ReleaseFixture::pathOf("model.safetensors")) < 20);
    QVERIFY2(fixture.error.contains("is kept"), qPrintable(fixture.error));
    QVERIFY(!QFileInfo::exists(fixture.installed()));
    QVERIFY(QFileInfo::exists(fixture.staging("config.json")));
}

void ModelDownloadTest::takesAFileThatWasWholeButForItsName()
{
    ReleaseFixture fixture;
    fixture.weights().stallAt = fixture.weights().body.size() - 1;
    {
        const auto job = fixture.job();
        job->start();
        QTRY_COMPARE(QFileInfo(fixture.staging("model.safetensors.part")).size(), fixture.weights().body.size() - 1);
    }
    QFile part(fixture.staging("model.safetensors.part"));
    QVERIFY(part.open(QIODevice::Append));
    part.write(fixture.weights().body.right(1));
    part.close();
    fixture.server.requests.clear();
    QCOMPARE(fixture.download(), JobEnd::Finished);
    QVERIFY(fixture.isInstalledWhole());
    QCOMPARE(fixture.server.countOf(ReleaseFixture::pathOf("model.safetensors")), 0);
}

void ModelDownloadTest::triesAgainWhenTheServerIsBusy()
{
    ReleaseFixture fixture;
    fixture.weights().status = 503;
    fixture.server.onRequest = [&] {
        if (fixture.server.countOf(ReleaseFixture::pathOf("model.safetensors")) == 2)
            fixture.weights().status = 200;
    };
    QCOMPARE(fixture.download(), JobEnd::Finished);
    QVERIFY(fixture.isInstalledWhole());
}

void ModelDownloadTest::doesWithoutAMissingCard()
{
    ReleaseFixture fixture;
    fixture.server.files.remove(ReleaseFixture::pathOf("README.md"));
    QCOMPARE(fixture.download(), JobEnd::Finished);
    QVERIFY(!QFileInfo::exists(fixture.installed("README.md")));
    QVERIFY(QFileInfo::exists(fixture.installed("model.safetensors")));
}

void ModelDownloadTest::stopsAtOnceWhenCancelled()
{
    ReleaseFixture fixture;
    fixture.rules.stalled = std::chrono::minutes(10);
    fixture.weights().stallAt = 200'000;
    const auto job = fixture.job();
    QSignalSpy ended(job.get(), &ModelDownloadJob::ended);
    job->start();
    QTRY_COMPARE(QFileInfo(fixture.staging("model.safetensors.part")).size(), 200'000);
    job->cancel();
    QVERIFY(ended.wait(60'000)); // and not the 10 min of silence
    QCOMPARE(ended.front().at(1).value<JobEnd>(), JobEnd::Cancelled);
    QCOMPARE(QFileInfo(fixture.staging("model.safetensors.part")).size(), 200'000);
}

void ModelDownloadTest::stopsWhenTheJobIsDestroyed()
{
    for (int requests = 1; requests <= 3; ++requests) { // in each file, before its answer
        ReleaseFixture fixture;
        fixture.server.answerInstead = [&](const HttpRequest&, QTcpSocket&) {
            return fixture.server.requests.size() >= requests;
        };
        auto job = fixture.job();
        job->start();
        QTRY_COMPARE(fixture.server.requests.size(), requests);
        job.reset();
        QVERIFY(!QFileInfo::exists(fixture.installed()));
    }
}

void ModelDownloadTest::leavesTwoWindowsOneDownload()
{
    ReleaseFixture fixture;
    fixture.weights().stallAt = 200'000;
    const auto first = fixture.job();
    first->start();
    QTRY_COMPARE(QFileInfo(fixture.staging("model.safetensors.part")).size(), 200'000);
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains("another window"), qPrintable(fixture.error));
    QCOMPARE(QFileInfo(fixture.staging("model.safetensors.part")).size(), 200'000);
}

void ModelDownloadTest::discards()
{
    ReleaseFixture fixture;
    fixture.weights().status = 404;
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY(ModelDownloadJob::bytesLeftOver(fixture.release, fixture.folder()) > 0);
    ModelDownloadJob::discard(fixture.release, fixture.folder());
    QCOMPARE(ModelDownloadJob::bytesLeftOver(fixture.release, fixture.folder()), -1);
    QVERIFY(QDir(fixture.folder() + "/.downloads").isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden));
}

void ModelDownloadTest::usesTheProxyOfTheEnvironment()
{
    ReleaseFixture fixture;
    LoopbackServer proxy;
    proxy.files = fixture.server.files;
    fixture.server.files.clear(); // only the proxy can give them
    qputenv("http_proxy", proxy.url("").toEncoded());
    qputenv("no_proxy", "");
    const JobEnd end = fixture.download();
    qunsetenv("http_proxy");
    qunsetenv("no_proxy");
    QVERIFY2(end == JobEnd::Finished, qPrintable(fixture.error));
    QCOMPARE(proxy.requests.size(), 3);
    QCOMPARE(proxy.requests.front().target, fixture.server.url("/tiny/resolve/main/config.json").toEncoded());
    QVERIFY(fixture.server.requests.isEmpty());
}

void ModelDownloadTest::asksAProxyForHttpsToo()
{
    ReleaseFixture fixture;
    LoopbackServer proxy;
    proxy.answerInstead = [](const HttpRequest&, QTcpSocket& socket) {
        socket.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket.disconnectFromHost();
        return true;
    };
    for (ReleaseFile& file : fixture.release.files)
        file.url = QUrl("https://models.example.invalid/" + file.name);
    qputenv("https_proxy", proxy.url("").toEncoded());
    const JobEnd end = fixture.download();
    qunsetenv("https_proxy");
    QCOMPARE(end, JobEnd::Failed);
    QVERIFY(!proxy.requests.isEmpty());
    QCOMPARE(proxy.requests.front().method, QByteArray("CONNECT"));
    QCOMPARE(proxy.requests.front().target, QByteArray("models.example.invalid:443"));
}

void ModelDownloadTest::trustsOnlyCertificatesThatSomebodyVouchesFor()
{
    const QSslConfiguration tls = makeCertificate();
    QVERIFY(!tls.localCertificate().isNull() && !tls.privateKey().isNull());
    ReleaseFixture fixture;
    LoopbackServer secure(tls);
    secure.files = fixture.server.files;
    for (ReleaseFile& file : fixture.release.files)
        file.url = secure.url(file.url.path());
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QVERIFY2(fixture.error.contains("cannot be reached"), qPrintable(fixture.error));
    QVERIFY(secure.requests.isEmpty());

    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trusting = before;
    trusting.addCaCertificate(tls.localCertificate());
    QSslConfiguration::setDefaultConfiguration(trusting);
    const JobEnd end = fixture.download();
    QVERIFY2(end == JobEnd::Finished, qPrintable(fixture.error));
    QVERIFY(fixture.isInstalledWhole());

    // From there nothing leads back to http, not even on this computer.
    QDir(fixture.installed()).removeRecursively();
    ServedFile& weights = secure.files[ReleaseFixture::pathOf("model.safetensors")];
    weights.status = 302;
    weights.headers << "Location: " + fixture.server.url("/tiny/resolve/main/model.safetensors").toEncoded();
    QCOMPARE(fixture.download(), JobEnd::Failed);
    QSslConfiguration::setDefaultConfiguration(before);
    QVERIFY2(fixture.error.contains("no https address"), qPrintable(fixture.error));
    QVERIFY(fixture.server.requests.isEmpty());
}

QTEST_GUILESS_MAIN(ModelDownloadTest)
#include "model_download_test.moc"
