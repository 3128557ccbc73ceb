#include "app/session/model_shelf.h"
#include "tests/gui/dead_disk.h"
#include "tests/gui/release_window.h"
#include "ui/analyze/card_view.h"
#include "ui/analyze/model_list.h"
#include "ui/style/theme.h"

#include <QListView>
#include <QPointer>

#include <algorithm>

using namespace dass;

namespace {

QString shownKey(const ModelChooser& chooser)
{
    return chooser.findChild<QListView*>()->currentIndex().data(ModelList::KeyRole).toString();
}

bool isRead(const ModelShelf& shelf, const QString& path)
{
    const ShelvedModel* model = shelf.find(path);
    return model && model->description && model->description->info;
}

auto timesListed(const ModelShelf& shelf, const QString& path)
{
    return std::ranges::count(shelf.models(), path, &ShelvedModel::path);
}

// As if it had been downloaded, by another start of the program.
void install(const ReleaseWindow& app)
{
    QVERIFY(QDir().mkpath(app.release.installed()));
    for (const QString name : {"config.json", "model.safetensors"})
        QVERIFY(QFile::copy(app.ownModel() + '/' + name, app.release.installed(name)));
}

} // namespace

// Models that come and go on the disk, and what lies beside them.
class ModelShelfTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void aModelThatVanishesLeavesTheOpenList();
    void aModelThatVanishedIsUsedOnceItIsThereAgain();
    void anInstalledModelThatVanishesCanBeHadAgain();
    void aModelThatIsAddedTwiceIsListedOnce();
    void anInstalledModelIsNotAddedToo();
    void aSlowDiskAnswersAfterTheChooserWasClosed();
    void aModelIsAddedAlthoughTheChooserWasClosed();
    void saysThatThereIsNoCard_data();
    void saysThatThereIsNoCard();
    void showsTheBeginningOfAHugeCard();
};

void ModelShelfTest::aModelThatVanishesLeavesTheOpenList()
{
    ReleaseWindow app;
    ModelShelf& shelf = app.session->models();
    ModelChooser& chooser = app.chooser();
    shelf.add({app.ownModel()});
    QTRY_VERIFY(says(chooser, "5: horn"));
    QCOMPARE(shownKey(chooser), app.ownModel());
    const QString away = app.release.dir.filePath("away");
    QVERIFY(QFile::rename(app.ownModel(), away));
    QTRY_VERIFY((shelf.lookForAdded(), !shelf.find(app.ownModel()))); // as whenever the window is turned to
    QVERIFY(shelf.find(shownKey(chooser)));                           // another one
    QTRY_VERIFY(!says(chooser, "5: horn"));
    QCOMPARE(app.settings.addedModels(), QStringList{app.ownModel()}); // for when its disk is there again

    QVERIFY(QFile::rename(away, app.ownModel()));
    QTRY_VERIFY((shelf.lookForAdded(), shelf.find(app.ownModel())));
    QTRY_VERIFY(isRead(shelf, app.ownModel())); // anew
    QCOMPARE(shelf.find(app.ownModel())->name, QString("Tiny tagger"));
}

void ModelShelfTest::aModelThatVanishedIsUsedOnceItIsThereAgain()
{
    ReleaseWindow app;
    ModelShelf& shelf = app.session->models();
    ModelChooser& chooser = app.chooser();
    shelf.add({app.ownModel()});
    QTRY_VERIFY(says(chooser, "5: horn"));
    const QString away = app.release.dir.filePath("away");
    QVERIFY(QFile::rename(app.ownModel(), away)); // nobody has looked since
    QTest::mouseClick(buttonNamed(chooser, "Use this model"), Qt::LeftButton);
    QTRY_VERIFY(app.session->model().state() == ModelState::Failed);
    QVERIFY2(app.session->model().error().contains(app.ownModel()), qPrintable(app.session->model().error()));
    QVERIFY(shelf.find(app.ownModel())); // it is chosen all the same
    QTRY_VERIFY(!app.window->findChild<ModelChooser*>());

    QVERIFY(QFile::rename(away, app.ownModel()));
    ModelChooser& again = app.chooser();
    QCOMPARE(shownKey(again), app.ownModel());
    QVERIFY(buttonNamed(again, "Use this model")->isEnabled());
    QTest::mouseClick(buttonNamed(again, "Use this model"), Qt::LeftButton);
    QVERIFY(app.waitForModel());
}

void ModelShelfTest::anInstalledModelThatVanishesCanBeHadAgain()
{
    ReleaseWindow app;
    install(app);
    ModelShelf& shelf = app.session->models();
    const QString installed = app.release.installed();
    ModelChooser& chooser = app.chooser();
    QTRY_VERIFY((shelf.refresh({}), shelf.find(installed)));
    QVERIFY(!shelf.find("tiny_1.0"));
    chooser.select(installed);
    QTRY_VERIFY(says(chooser, "5: horn"));
    QVERIFY(QDir(installed).removeRecursively()); // by somebody else
    QTRY_VERIFY((shelf.refresh({}), shelf.find("tiny_1.0")));
    QVERIFY(!shelf.find(installed));
    QVERIFY(shelf.find(shownKey(chooser)));
    QTRY_VERIFY(!says(chooser, "5: horn"));
}

void ModelShelfTest::aModelThatIsAddedTwiceIsListedOnce()
{
    ReleaseWindow app;
    const QString own = app.ownModel();
    {
        ModelShelf& shelf = app.session->models();
        QSignalSpy added(&shelf, &ModelShelf::added);
        shelf.add({own, own + "/model.safetensors"});
        shelf.add({own + '/', own + "/../made"}); // while it is read
        QTRY_COMPARE(added.count(), 4);           // each of them is answered
        shelf.add({own});
        QTRY_COMPARE(added.count(), 5);
        for (const QList<QVariant>& one : added)
            QCOMPARE(one.first().toString(), own);
        QCOMPARE(timesListed(shelf, own), 1);
        QCOMPARE(app.settings.addedModels(), QStringList{own});
    }
    app.settings.setAddedModels({own, own}); // by hand
    app.restart();
    QTRY_VERIFY(app.session->models().find(own));
    QCOMPARE(timesListed(app.session->models(), own), 1);
}

void ModelShelfTest::anInstalledModelIsNotAddedToo()
{
    ReleaseWindow app;
    install(app);
    ModelShelf& shelf = app.session->models();
    const QString installed = app.release.installed();
    QTRY_VERIFY((shelf.refresh({}), shelf.find(installed)));
    QSignalSpy added(&shelf, &ModelShelf::added);
    shelf.add({installed});
    QTRY_COMPARE(added.count(), 1); // shown to who asked
    QCOMPARE(timesListed(shelf, installed), 1);
    QCOMPARE(shelf.find(installed)->kind, ShelvedModel::Kind::Installed);
    QVERIFY(app.settings.addedModels().isEmpty());
}

void ModelShelfTest::aSlowDiskAnswersAfterTheChooserWasClosed()
{
    ReleaseWindow app;
    ModelShelf& shelf = app.session->models();
    app.settings.setAddedModels({app.ownModel()});
    DeadDisk disk(app.ownModel().toStdString());
    const QPointer<ModelChooser> chooser = &app.chooser();
    QTRY_VERIFY(disk.isWaitedFor());
    QVERIFY(!shelf.find(app.ownModel()));
    chooser->close();
    QTRY_VERIFY(!chooser);
    QCOMPARE(QString::fromStdString(disk.askedHere()), QString());
    disk.answer();
    QTRY_VERIFY(shelf.find(app.ownModel())); // for the next time
    QTRY_VERIFY(says(app.chooser(app.ownModel()), "5: horn"));
}

void ModelShelfTest::aModelIsAddedAlthoughTheChooserWasClosed()
{
    ReleaseWindow app;
    ModelShelf& shelf = app.session->models();
    QFile notes(app.ownModel() + "/notes.txt");
    QVERIFY(notes.open(QIODevice::WriteOnly));
    notes.write("no weights");
    notes.close();
    QSignalSpy notAdded(&shelf, &ModelShelf::notAdded);
    DeadDisk disk(app.ownModel().toStdString());
    const QPointer<ModelChooser> chooser = &app.chooser();
    shelf.add({notes.fileName(), app.ownModel()});
    QTRY_VERIFY(disk.isWaitedFor()); // by the thread that reads them
    chooser->close();
    QTRY_VERIFY(!chooser);
    QCOMPARE(QString::fromStdString(disk.askedHere()), QString());
    QVERIFY(app.settings.addedModels().isEmpty());
    disk.answer();
    QTRY_COMPARE(app.settings.addedModels(), QStringList{app.ownModel()});
    QVERIFY(isRead(shelf, app.ownModel()));
    QCOMPARE(notAdded.count(), 1);
    QCOMPARE(notAdded.first().first().toString(), notes.fileName());
}

void ModelShelfTest::saysThatThereIsNoCard_data()
{
    QTest::addColumn<QString>("inItsPlace");
    for (const char* kind : {"nothing", "an empty file", "a folder"})
        QTest::newRow(kind) << QString(kind);
}

void ModelShelfTest::saysThatThereIsNoCard()
{
    QFETCH(QString, inItsPlace);
    ReleaseWindow app;
    QFile card(app.ownModel() + "/README.md");
    QVERIFY(card.remove());
    if (inItsPlace == "an empty file")
        QVERIFY(card.open(QIODevice::WriteOnly));
    if (inItsPlace == "a folder")
        QVERIFY(QDir().mkpath(card.fileName()));
    ModelChooser& chooser = app.chooser();
    app.session->models().add({app.ownModel()});
    QTRY_VERIFY(says(chooser, "5: horn"));
    QCOMPARE(chooser.findChild<CardView*>()->toPlainText(), QString("It has no card."));
    QCOMPARE(app.session->models().find(app.ownModel())->name, QString("made")); // no title, so its folder's name
}

void ModelShelfTest::showsTheBeginningOfAHugeCard()
{
    ReleaseWindow app;
    QFile file(app.ownModel() + "/README.md");
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("# Long\n\nThe first words.\n\n" + QByteArray("word ").repeated(1'000'000) + "\n\nThe last words.\n");
    file.close();
    ModelChooser& chooser = app.chooser();
    app.session->models().add({app.ownModel()});
    QTRY_VERIFY(says(chooser, "5: horn"));
    const ShelvedModel* model = app.session->models().find(app.ownModel());
    QCOMPARE(model->name, QString("Long"));
    QVERIFY(model->description->card.size() < ModelReaderJob::kMostCardBytes + 10); // the rest is not even read
    const QString shown = chooser.findChild<CardView*>()->toPlainText();
    QVERIFY(shown.contains("The first words."));
    QVERIFY(shown.endsWith("…"));
    QVERIFY(!shown.contains("The last words."));
    QVERIFY(shown.size() < model->description->card.size());
}

QTEST_MAIN(ModelShelfTest)
#include "model_shelf_test.moc"
