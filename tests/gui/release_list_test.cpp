#include "app/jobs/release_list.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace dass;

// The list of released models.
class ReleaseListTest : public QObject
{
    Q_OBJECT
private slots:
    void refusesBadLists_data();
    void refusesBadLists();
    void readsTheListThatComesWithTheProgram();
};

void ReleaseListTest::refusesBadLists_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, const char* from, const char* to, const char* word) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString::fromLatin1(word);
    };
    row("http", "\"https://example.org/m\"", "\"http://example.org/m\"", "https address");
    row("a password", "https://example.org/m", "https://me:secret@example.org/m", "https address");
    row("a path as a name", "\"model.safetensors\"", "\"../model.safetensors\"", "plain file name");
    row("a hidden folder", "\"tiny\"", "\".tiny\"", "plain file name");
    row("half a checksum", "\"stated by the server\"", "\"abc\"", "64 lower-case");
    row("no limit", ", \"most_bytes\": 100", "", "most_bytes");
    row("a negative limit", "\"most_bytes\": 100", "\"most_bytes\": -1", "number from");
    row("a key that is misspelt", "most_bytes", "max_bytes", "unknown key");
    row("no weights", "\"name\": \"model.safetensors\"", "\"name\": \"weights\"", "has no file");
    row("a word for a flag", "\"most_bytes\": 100", "\"most_bytes\": 100, \"optional\": \"true\"",
        "neither true nor false under 'optional'");
    row("a number for a flag", "\"most_bytes\": 100", "\"most_bytes\": 100, \"optional\": 1",
        "neither true nor false under 'optional'");
    row("an object for a list", "\"files\": [{", "\"files\": {}}, {\"rest\": [{", "no list under 'files'");
    row("no list of files", "\"files\": [{", "\"licence\": \"MIT\"}, {\"rest\": [{", "no list under 'files'");
    row("an object for the releases", "\"releases\": [", "\"releases\": {}, \"rest\": [", "no list of 1000 releases");
    row("another version", "\"version\": 1", "\"version\": 2", "version");
    row("another file", "dass-releases", "recipes", "no list of releases");
    row("no JSON", "{", "", "no list of releases");
}

void ReleaseListTest::refusesBadLists()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, word);
    QByteArray text = R"({"format": "dass-releases", "version": 1, "releases": [{"id": "tiny", "name": "Tiny",
        "authors": "A", "page": "https://example.org", "files": [{"name": "model.safetensors",
        "url": "https://example.org/m", "sha256": "stated by the server", "most_bytes": 100}]}]})";
    QTemporaryDir dir;
    const auto write = [&] {
        QFile file(dir.filePath("releases.json"));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QVERIFY(write());
    QCOMPARE(readReleases(dir.filePath("releases.json")).size(), std::size_t{1});
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    QVERIFY(write());
    QString error;
    try {
        readReleases(dir.filePath("releases.json"));
    } catch (const std::exception& exception) {
        error = exception.what();
    }
    QVERIFY2(error.contains(word), qPrintable(error));
}

void ReleaseListTest::readsTheListThatComesWithTheProgram()
{
    const auto releases = readReleases(DASS_SOURCE_DIR "/resources/models/releases.json");
    QStringList pages;
    for (const ModelRelease& release : releases) {
        pages << release.page.toString();
        QCOMPARE(release.files.size(), std::size_t{3});
        for (const ReleaseFile& file : release.files) {
            QCOMPARE(file.url.scheme(), QString("https"));
            QVERIFY(file.name != "model.safetensors" || file.checksum != ReleaseFile::Checksum::None);
            QVERIFY(!file.name.endsWith(".py"));
        }
    }
    const QString home = "https://huggingface.co/saurabhati/DASS_";
    QCOMPARE(pages,
             QStringList({home + "small_AudioSet_50.1", home + "medium_AudioSet_50.2", home + "small_AudioSet_48.6",
                          home + "medium_AudioSet_48.9", home + "small_AudioSet_47.2"}));
}

QTEST_GUILESS_MAIN(ReleaseListTest)
#include "release_list_test.moc"
