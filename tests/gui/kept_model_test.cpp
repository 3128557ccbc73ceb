#include "app/session/installed_files.h"
#include "app/session/kept_model.h"
#include "tests/gui/shell_fixture.h"

#include <QDir>

using namespace dass;

// Which model a start takes.
class KeptModelTest : public QObject
{
    Q_OBJECT
private slots:
    void theOneOfTheLastStart();
    void withoutOneTheBundled();
    void whileItIsAwayTheBundled();
    void oneThatIsChosenMeanwhileStays();
    void otherOptionsAreAnotherModel();
};

void KeptModelTest::theOneOfTheLastStart()
{
    ShellFixture shell;
    QVERIFY(QDir().mkpath(shell.path("own")));
    shell.settings.setModelPath(shell.path("own"));
    useKeptModel(*shell.session);
    QTRY_VERIFY(shell.session->model().state() == ModelState::Ready);
    QCOMPARE(shell.session->model().path(), shell.path("own"));
}

void KeptModelTest::withoutOneTheBundled()
{
    const ShellFixture shell;
    useKeptModel(*shell.session);
    QCOMPARE(shell.session->model().path(), bundledModelFolder());
}

void KeptModelTest::whileItIsAwayTheBundled()
{
    ShellFixture shell;
    shell.settings.setModelPath(shell.path("disk/own"));
    QStringList told;
    connect(shell.session.get(), &AnalyzeSession::noticed, this,
            [&](const QString&, const QString& text) { told << text; });
    useKeptModel(*shell.session);
    QTRY_COMPARE(told.size(), qsizetype{1});
    QVERIFY2(told[0].contains("disk/own"), qPrintable(told[0]));
    QTRY_VERIFY(shell.session->model().state() == ModelState::Ready);
    QCOMPARE(shell.session->model().path(), bundledModelFolder());
    QCOMPARE(shell.settings.modelPath(), shell.path("disk/own")); // for the start that finds it
}

void KeptModelTest::otherOptionsAreAnotherModel()
{
    int loads = 0;
    ModelStore store([&](const std::filesystem::path&, const ModelOptions&) {
        ++loads;
        return std::make_unique<FakeModel>();
    });
    ModelChoice choice{"/models/ast", {}};
    const auto first = store.get(choice);
    QVERIFY(store.get(choice) == first);
    choice.options.sinusoidalPositions = true; // other weights than the file's
    QVERIFY(store.get(choice) != first);
    choice.options.threads = 1;
    store.get(choice);
    QCOMPARE(loads, 3);
}

void KeptModelTest::oneThatIsChosenMeanwhileStays()
{
    ShellFixture shell;
    for (const char* name : {"own", "other"})
        QVERIFY(QDir().mkpath(shell.path(name)));
    shell.settings.setModelPath(shell.path("own"));
    useKeptModel(*shell.session);
    shell.session->setModel(shell.path("other"), false);
    QTRY_VERIFY(!shell.session->findChild<QObject*>("lookForFile")); // the disk has answered
    QCOMPARE(shell.session->model().path(), shell.path("other"));
}

QTEST_MAIN(KeptModelTest)
#include "kept_model_test.moc"
