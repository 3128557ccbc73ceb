#include "app/haystack/builder_state.h"
#include "app/haystack/builder_store.h"
#include "app/session/model_shelf.h"
#include "core/base/error.h"
#include "core/base/free_path.h"
#include "tests/gui/haystack_window.h"
#include "ui/haystack/needles_panel.h"
#include "ui/style/theme.h"

#include <QDir>
#include <QFile>
#include <QTreeWidget>

#include <limits>

using namespace dass;

namespace {

BuilderState exampleState()
{
    BuilderState state;
    state.clips = {{"/sounds/dog.wav", "Dog", {"/m/0bt9lr"}, true, 0.25, -6.0},
                   {"/sounds/bell é.flac", "Glocke", {}, false, 0.5, {}}};
    state.current = 1;
    state.choice.haystack = {niah::HaystackKind::Babble, "/speech", 7, {}};
    state.choice.frames = 30000;
    state.choice.position = 0.5;
    state.choice.snrDb = {};
    state.choice.insertion = niah::Insertion::Overlay;
    state.choice.pooling = Pooling::Max;
    state.model = "/models/own";
    return state;
}

} // namespace

// What is built in the Haystack workspace is there again at the next start.
class HaystackKeptTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void isReadAsItWasWritten();
    void whatIsNoStateIsRefused_data();
    void whatIsNoStateIsRefused();
    void aBadClipCostsThatClipOnly_data();
    void aBadClipCostsThatClipOnly();
    void takesAllThatIsWritten();
    void isThereAtTheNextStart();
    void aModelThatWasAskedForStays();
    void aModelThatIsAwayIsKept();
    void ofManyLabelsTheFirstAreTaken();
    void damagedFilesAreToldAndHarmless();
    void aNewerFileIsNeverWrittenOver();
    void withoutAFreeNameNothingIsWritten();

private:
    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    QTemporaryDir m_folder;
};

void HaystackKeptTest::isReadAsItWasWritten()
{
    const BuilderState state = exampleState();
    const QString file = m_folder.filePath("state.json");
    write(file, QByteArray::fromStdString(builderText(state)));
    const BuilderState read = readBuilderState(file.toStdU16String());
    QCOMPARE(read.clips, state.clips);
    QCOMPARE(read.current, 1);
    QCOMPARE(read.model, state.model);
    QVERIFY(!read.sinusoidalPositions);
    QCOMPARE(read.choice.haystack.kind, state.choice.haystack.kind);
    QCOMPARE(read.choice.haystack.file, state.choice.haystack.file);
    QCOMPARE(read.choice.haystack.seed, std::uint64_t{7});
    QCOMPARE(read.choice.frames, std::int64_t{30000});
    QVERIFY(!read.choice.snrDb);
    QCOMPARE(read.choice.insertion, niah::Insertion::Overlay);
    QCOMPARE(read.choice.pooling, Pooling::Max);
    QCOMPARE(builderText(read), builderText(state));
}

void HaystackKeptTest::whatIsNoStateIsRefused_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char* name, const char* from, const char* to) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to);
    };
    row("another format", "dass-haystack-builder", "dass-session");
    row("a newer version", "\"version\": 1", "\"version\": 2");
    row("a version that is none", "\"version\": 1", "\"version\": \"x\"");
    row("a chosen clip that is not there", "\"current\": 1", "\"current\": 2");
    row("a length below a needle's", "\"frames\": 30000", "\"frames\": 1023");
    row("a length of years", "\"frames\": 30000", "\"frames\": 99999999999");
    row("an unknown kind", "babble", "lava");
    row("a recording without a file",
        "\"file\": \"/speech\",\n  \"frames\": 30000,\n  \"insertion\": \"overlay\",\n  \"kind\": \"babble\"",
        "\"file\": \"\",\n  \"frames\": 30000,\n  \"insertion\": \"overlay\",\n  \"kind\": \"recording\"");
    row("an unknown insertion", "overlay", "magic");
    row("an unknown pooling", "\"max\"", "\"most\"");
    row("half of it", "\"pooling\"", "");
    row("no list of clips", "\"clips\": [", "\"clips\": 3, \"other\": [");
}

void HaystackKeptTest::whatIsNoStateIsRefused()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray text = QByteArray::fromStdString(builderText(exampleState()));
    QVERIFY2(text.contains(from), text.constData());
    const QString file = m_folder.filePath("bad.json");
    write(file, text.replace(from, to));
    try {
        readBuilderState(file.toStdU16String());
        QFAIL("it was read");
    } catch (const Error& error) {
        QVERIFY2(QByteArray(error.what()).contains("bad.json"), error.what());
    }
}

void HaystackKeptTest::aBadClipCostsThatClipOnly_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("left");
    const auto row = [](const char* name, const char* from, const char* to, const char* left = "Glocke") {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString(left);
    };
    row("a position outside", "\"position\": 0.25", "\"position\": 1.25");
    row("a ratio that is none", "\"snr_db\": -6.0", "\"snr_db\": \"loud\"");
    row("a huge ratio", "\"snr_db\": -6.0", "\"snr_db\": 1e300");
    row("a path that is not absolute", "/sounds/dog.wav", "sounds/dog.wav");
    row("labels that are no texts", "\"/m/0bt9lr\"", "[1, 2]");
}

void HaystackKeptTest::aBadClipCostsThatClipOnly()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, left);
    QByteArray text = QByteArray::fromStdString(builderText(exampleState()));
    QVERIFY2(text.contains(from), text.constData());
    const QString file = m_folder.filePath("bad.json");
    write(file, text.replace(from, to));
    const BuilderState read = readBuilderState(file.toStdU16String());
    QCOMPARE(read.clips.size(), std::size_t{1});
    QCOMPARE(read.clips[0].name, left);
    QCOMPARE(read.current, 0);
    QCOMPARE(read.problems.size(), qsizetype{1});
    QVERIFY2(read.problems[0].contains("bad.json"), qPrintable(read.problems[0]));
}

void HaystackKeptTest::takesAllThatIsWritten()
{
    BuilderState state = exampleState();
    state.choice.frames = 10'000'000;
    state.choice.haystack.seed = std::numeric_limits<std::int64_t>::max();
    state.sinusoidalPositions = true;
    state.clips[1].mids = {std::string(300, 'x')}; // of a model of one's own
    const QString file = m_folder.filePath("most.json");
    write(file, QByteArray::fromStdString(builderText(state)));
    const BuilderState read = readBuilderState(file.toStdU16String());
    QCOMPARE(read.clips, state.clips);
    QCOMPARE(read.choice.frames, state.choice.frames);
    QCOMPARE(read.choice.haystack.seed, state.choice.haystack.seed);
    QVERIFY(read.sinusoidalPositions);
}

void HaystackKeptTest::isThereAtTheNextStart()
{
    ShellFixture shell;
    const QString sample = QStringLiteral(DASS_SOURCE_DIR "/resources/sample/sample.flac");
    const QString first = shell.makeRecording("first.wav", 4);
    const QString second = shell.makeRecording("second.wav", 5);
    {
        MainWindow window(shell.settings, *shell.session, sample);
        window.show();
        window.workspaces()->show(window.haystack());
        HaystackSession& session = window.haystack()->session();
        window.haystack()->addFiles({first, second});
        session.setLabels(0, {"/m/0bt9lr"});
        session.setLabels(1, {"/m/03kmc9"});
        session.setCurrent(1);
        HaystackChoice choice = session.choice();
        choice.frames = 9000;
        choice.position = 0.75;
        choice.snrDb = -5;
        choice.haystack.kind = niah::HaystackKind::Pink;
        session.setChoice(choice);
        session.setRatio(0, 10);
        session.setHidden(0, false);
        session.stop();
        const QString file = QDir(shell.settings.dataFolder()).filePath("haystack-builder.json");
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(file); }, 30000));
        session.setHidden(0, true); // right before the end
        session.stop();
    }
    QVERIFY(QFile::remove(second));
    shell.restart();
    MainWindow window(shell.settings, *shell.session, sample);
    window.show();
    const HaystackSession& session = window.haystack()->session();
    QVERIFY(session.needles().empty()); // not before it is looked at
    window.workspaces()->show(window.haystack());
    QVERIFY(QTest::qWaitFor([&] { return session.needles().size() == 2; }, 30000));
    QCOMPARE(session.current(), 1);
    QVERIFY(session.needles()[0].hidden);
    QCOMPARE(*session.needles()[0].ratio, 10.0);
    QCOMPARE(session.needles()[0].mids, (std::vector<std::string>{"/m/0bt9lr"}));
    QCOMPARE(session.needles()[1].position, 0.75);
    QCOMPARE(session.choice().position, 0.75);
    QCOMPARE(session.choice().frames, std::int64_t{9000});
    QCOMPARE(session.choice().haystack.kind, niah::HaystackKind::Pink);
    QCOMPARE(*session.choice().snrDb, -5.0);
    // The clip that is gone says so in its row; the other one is heard.
    const QTreeWidget* list = window.haystack()->needles()->list();
    QVERIFY(QTest::qWaitFor([&] { return list->topLevelItem(1)->text(0).startsWith("Unreadable"); }, 60000));
    QVERIFY(!list->topLevelItem(0)->text(0).startsWith("Unreadable"));
}

void HaystackKeptTest::aModelThatWasAskedForStays()
{
    ShellFixture shell;
    BuilderState state;
    state.clips = {{shell.makeRecording("first.wav", 4), "First", {}}};
    state.current = 0;
    state.model = bundledModelFolder();
    QVERIFY(QDir().mkpath(shell.settings.dataFolder()));
    write(QDir(shell.settings.dataFolder()).filePath("haystack-builder.json"),
          QByteArray::fromStdString(builderText(state)));
    MainWindow window(shell.settings, *shell.session, {});
    QVERIFY(shell.session->models().find(state.model));
    window.show();
    window.haystack()->model().use(shell.path("other"));
    window.workspaces()->show(window.haystack()); // only now what was kept is read
    HaystackSession& session = window.haystack()->session();
    QVERIFY(QTest::qWaitFor([&] { return session.needles().size() == 1; }, 30000));
    QCOMPARE(session.model(), shell.path("other"));
    session.stop();
}

void HaystackKeptTest::aModelThatIsAwayIsKept()
{
    ShellFixture shell;
    const QString away = shell.path("disk/own");
    BuilderState state;
    state.clips = {{shell.makeRecording("first.wav", 4), "First", {"/m/0bt9lr"}}};
    state.current = 0;
    state.model = away;
    const QString file = QDir(shell.settings.dataFolder()).filePath("haystack-builder.json");
    QVERIFY(QDir().mkpath(shell.settings.dataFolder()));
    write(file, QByteArray::fromStdString(builderText(state)));
    shell.settings.setAddedModels({away});
    {
        MainWindow window(shell.settings, *shell.session, {});
        window.show();
        QStringList told;
        connect(window.haystack(), &HaystackView::noticed, this,
                [&](const QString&, const QString& text) { told << text; });
        shell.session->setModel(bundledModelFolder());
        window.workspaces()->show(window.haystack());
        HaystackSession& session = window.haystack()->session();
        QVERIFY(QTest::qWaitFor([&] { return session.needles().size() == 1; }, 30000));
        QCOMPARE(session.model(), bundledModelFolder());
        QTRY_COMPARE(told.size(), qsizetype{1});
        QVERIFY2(told[0].contains("disk/own"), qPrintable(told[0]));
        session.setRatio(0, 10); // so that it is written
        session.stop();
    }
    BuilderState kept = readBuilderState(file.toStdU16String());
    QCOMPARE(*kept.clips[0].ratio, 10.0);
    QCOMPARE(kept.model, away);
    // Once its disk is there again, it is used again.
    shell.restart();
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    window.workspaces()->show(window.haystack());
    HaystackSession& session = window.haystack()->session();
    QVERIFY(QTest::qWaitFor([&] { return session.needles().size() == 1; }, 30000));
    QVERIFY(session.model() != away);
    QVERIFY(QDir().mkpath(away));
    QTRY_VERIFY((shell.session->models().lookForAdded(), session.model() == away));
    session.stop();
}

void HaystackKeptTest::ofManyLabelsTheFirstAreTaken()
{
    BuilderState state = exampleState();
    state.clips[0].mids.assign(9000, "/m/04rlf");
    state.clips[0].mids[0] = "/m/0bt9lr";
    const QString file = m_folder.filePath("many.json");
    write(file, QByteArray::fromStdString(builderText(state)));
    const BuilderState read = readBuilderState(file.toStdU16String());
    QCOMPARE(read.clips.size(), std::size_t{2});
    QCOMPARE(read.clips[0].mids.size(), std::size_t{64});
    QCOMPARE(read.clips[0].mids[0], std::string("/m/0bt9lr"));
}

// Nothing is written as long as nothing is built, and then beside it.
void HaystackKeptTest::aNewerFileIsNeverWrittenOver()
{
    ShellFixture shell;
    QVERIFY(QDir().mkpath(shell.settings.dataFolder()));
    const QDir folder(shell.settings.dataFolder());
    const QString file = folder.filePath("haystack-builder.json");
    const QByteArray newer =
        QByteArray::fromStdString(builderText(exampleState())).replace("\"version\": 1", "\"version\": 2");
    write(file, newer);
    const auto bytesOf = [&folder](const char* name) {
        QFile read(folder.filePath(name));
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    };
    const auto start = [&](const std::function<void(MainWindow&)>& use) {
        MainWindow window(shell.settings, *shell.session, {});
        window.show();
        QString told;
        connect(window.haystack(), &HaystackView::noticed, this,
                [&](const QString&, const QString& text) { told = text; });
        window.workspaces()->show(window.haystack());
        QVERIFY(QTest::qWaitFor([&] { return told.contains("newer program"); }, 30000));
        QVERIFY2(told.contains("haystack-builder.unread.json"), qPrintable(told));
        QTRY_VERIFY(window.haystack()->keeper().isRead());
        shell.session->setModel(bundledModelFolder()); // changes the builder's, but nothing that is kept
        use(window);
    };
    start([](MainWindow&) {});
    QCOMPARE(bytesOf("haystack-builder.json"), newer);
    QVERIFY(!folder.exists("haystack-builder.unread.json"));
    start([&](MainWindow& window) {
        window.haystack()->addFiles({shell.makeRecording("first.wav", 4)});
        window.haystack()->session().stop();
    });
    QCOMPARE(bytesOf("haystack-builder.unread.json"), newer);
    QCOMPARE(readBuilderState(file.toStdU16String()).clips.size(), std::size_t{1});
}

void HaystackKeptTest::withoutAFreeNameNothingIsWritten()
{
    const QTemporaryDir folder;
    write(folder.filePath("b.json"), "{");
    write(folder.filePath("b.unread.json"), "older");
    for (int i = 2; i <= kMostNumbered; ++i)
        write(folder.filePath(QStringLiteral("b.unread-%1.json").arg(i)), "older");
    BuilderStore store(folder.filePath("b.json").toStdU16String());
    QString stays; // told in the store's thread, taken in the test's
    QString failure;
    connect(&store, &BuilderStore::notRead, this, [&](const QString&, const QString& aside) { stays = aside; });
    connect(&store, &BuilderStore::failed, this, [&](const QString& error) { failure = error; });
    store.start();
    QTRY_COMPARE_WITH_TIMEOUT(stays, QString("b.json"), 30000);
    store.write(exampleState());
    QTRY_VERIFY_WITH_TIMEOUT(!failure.isEmpty(), 30000);
    QFile file(folder.filePath("b.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("{"));
}

void HaystackKeptTest::damagedFilesAreToldAndHarmless()
{
    ShellFixture shell;
    QVERIFY(QDir().mkpath(shell.settings.dataFolder()));
    const QString file = QDir(shell.settings.dataFolder()).filePath("haystack-builder.json");
    write(file, QByteArray(100'000, '['));
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QString told;
    connect(window.haystack(), &HaystackView::noticed, this, [&](const QString&, const QString& text) { told = text; });
    window.workspaces()->show(window.haystack());
    QVERIFY(QTest::qWaitFor([&] { return told.contains("haystack-builder.json"); }, 30000));
    QVERIFY(window.haystack()->session().needles().empty());
    window.haystack()->addFiles({shell.makeRecording("first.wav", 4)});
    window.haystack()->session().stop();
    QVERIFY(QTest::qWaitFor(
        [&] {
            try {
                return readBuilderState(file.toStdU16String()).clips.size() == 1;
            } catch (const Error&) {
                return false;
            }
        },
        30000));
}

QTEST_MAIN(HaystackKeptTest)
#include "haystack_kept_test.moc"
