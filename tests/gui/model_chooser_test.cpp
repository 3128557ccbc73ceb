#include "app/session/model_shelf.h"
#include "tests/gui/find_in_window.h"
#include "tests/gui/release_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/card_text.h"
#include "ui/analyze/card_view.h"
#include "ui/analyze/model_chooser.h"
#include "ui/analyze/model_list.h"
#include "ui/mainwindow/notice_bar.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTextDocument>

#include <algorithm>
#include <optional>

using namespace dass;

namespace {

void drop(QWidget& on, const QStringList& paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls << QUrl::fromLocalFile(path);
    data.setUrls(urls);
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &enter);
    QDropEvent event({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &event);
}

} // namespace

// The chooser of models, in the window.
class ModelChooserTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void tellsEverythingOfAModel();
    void listsAnAddedModelWhileItIsThere();
    void takesAModelIntoUseWithItsOwnNames();
    void saysWhatIsNoModel();
    void takesAFolderOfCheckpoints();
    void forgetsAnAddedModel();
    void downloadsPausesAndGoesOn();
    void goesOnAfterAnotherStart();
    void saysWhyADownloadFailed();
    void aFailedDownloadIsOverAtOnce();
    void deletesAnInstalledModel();
    void aDeletionThatFailedIsToldOnce();
    void closesInTheMiddleOfEverything();
    void fetchesNothingForACard();
    void laysOutHostileCards();
    void leavesOrdinaryCardsAsTheyAre();
};

void ModelChooserTest::tellsEverythingOfAModel()
{
    ReleaseWindow app;
    ModelChooser& chooser = app.chooser();
    drop(chooser, {app.ownModel() + "/model.safetensors"}); // with its config.json beside it: the folder is meant
    QTRY_VERIFY(says(chooser, "5: horn, whistle, drum, deep, horn (far), ice"));
    QVERIFY(says(chooser, "DASS, in Hugging Face's layout"));
    QVERIFY(says(chooser, "1, 1, 1, 1 blocks of 16, 32, 64, 96 channels"));
    QVERIFY(says(chooser, "cc0-1.0"));
    QTest::mouseClick(buttonNamed(chooser, "Copy SHA-256"), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text().toLatin1(), ReleaseFixture::sha256Of(app.release.weights().body));
    const auto* card = chooser.findChild<CardView*>();
    QVERIFY2(card->toPlainText().contains("A model of fresh weights"), qPrintable(card->toPlainText()));
    QVERIFY(!card->toPlainText().contains("license")); // front matter
    QCOMPARE(app.settings.addedModels(), QStringList{app.ownModel()});
    app.restart();
    QTRY_VERIFY(app.session->models().find(app.ownModel())); // once its disk has answered
}

void ModelChooserTest::listsAnAddedModelWhileItIsThere()
{
    ReleaseWindow app;
    const QString path = app.release.dir.filePath("disk/own");
    app.settings.setAddedModels({app.ownModel(), path});
    ModelShelf& shelf = app.session->models();
    shelf.lookForAdded();
    QTRY_VERIFY(shelf.find(app.ownModel()));
    QVERIFY(!shelf.find(path));
    QVERIFY(QDir().mkpath(path));
    QTRY_VERIFY((shelf.lookForAdded(), shelf.find(path))); // as whenever the window is turned to
    QCOMPARE(shelf.find(path)->name, QString("own"));
    QVERIFY(QDir().rmdir(path));
    QTRY_VERIFY((shelf.lookForAdded(), !shelf.find(path)));
    QCOMPARE(app.settings.addedModels(), QStringList({app.ownModel(), path}));
}

void ModelChooserTest::takesAModelIntoUseWithItsOwnNames()
{
    ReleaseWindow app;
    RunSettings run;
    run.tagging.windowSeconds = 1;
    run.tagging.hopSeconds = 1;
    app.session->setRunSettings(run);
    ModelChooser& chooser = app.chooser();
    drop(chooser, {app.ownModel()});
    QTRY_VERIFY(says(chooser, "5: horn"));
    QTest::mouseClick(buttonNamed(chooser, "Use this model"), Qt::LeftButton);
    QVERIFY(app.waitForModel());
    QCOMPARE(app.session->model().path(), app.ownModel());
    QCOMPARE(app.session->labels().classes(), 5);
    QCOMPARE(app.session->labels().name(2), QString("drum, deep"));
    bool inHeader = false;
    for (auto* combo : app.window->findChildren<QComboBox*>())
        inHeader = inHeader || combo->currentText() == "Tiny tagger";
    QVERIFY(inHeader);

    const ShellFixture sounds; // tagged by the model itself, its names in tree and events
    ViewSettings view = app.session->viewSettings();
    view.threshold = 0;
    view.allTags = true;
    app.session->setViewSettings(view);
    QSignalSpy ended(app.session.get(), &AnalyzeSession::batchEnded);
    app.session->open({sounds.makeRecording("a.wav", 3)});
    QVERIFY(ended.wait(60'000));
    QAbstractItemView* events = viewNamed(*app.window, "Events");
    QTRY_COMPARE(events->model()->rowCount(), 5);
    QStringList names;
    for (int row = 0; row < 5; ++row)
        for (int column = 0; column < events->model()->columnCount(); ++column)
            if (const QString text = events->model()->index(row, column).data().toString();
                text == "ice" || text == "drum, deep" || text == "horn (far)")
                names << text;
    names.sort();
    QCOMPARE(names, QStringList({"drum, deep", "horn (far)", "ice"}));
}

void ModelChooserTest::saysWhatIsNoModel()
{
    ReleaseWindow app;
    const QString text = app.release.dir.filePath("notes.txt");
    QFile file(text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no weights");
    file.close();
    const QString odd = app.release.dir.filePath("odd.safetensors");
    makeBrokenHtsat(odd.toStdU16String());
    ModelChooser& chooser = app.chooser();
    const QString nowhere = app.release.dir.filePath("resources"); // a folder without one
    for (const auto& [path, words] : {std::pair{text, QString("is no model")},
                                      {odd, QString("odd.safetensors")},
                                      {nowhere, QString("has no 'model.safetensors'")}}) {
        drop(chooser, {path});
        QTRY_VERIFY2(says(chooser, words), qPrintable(path));
    }
    QVERIFY(app.settings.addedModels().isEmpty());
}

void ModelChooserTest::takesAFolderOfCheckpoints()
{
    ReleaseWindow app;
    QDir folder(app.release.dir.filePath("several"));
    folder.mkpath(".");
    for (const QString name : {"one.safetensors", "two.safetensors"})
        QVERIFY(QFile::copy(app.ownModel() + "/model.safetensors", folder.filePath(name)));
    drop(app.chooser(), {folder.path()});
    QTRY_COMPARE(app.settings.addedModels(),
                 QStringList({folder.filePath("one.safetensors"), folder.filePath("two.safetensors")}));
}

void ModelChooserTest::forgetsAnAddedModel()
{
    ReleaseWindow app;
    ModelChooser& chooser = app.chooser();
    drop(chooser, {app.ownModel()});
    QTRY_VERIFY(says(chooser, "5: horn"));
    QTest::mouseClick(buttonNamed(chooser, "Remove…"), Qt::LeftButton);
    auto* box = chooser.findChild<QMessageBox*>();
    QVERIFY(box);
    QVERIFY(app.session->models().find(app.ownModel())); // not before the answer
    QTest::mouseClick(buttonNamed(*box, "Take from the list"), Qt::LeftButton);
    QTRY_VERIFY(!app.session->models().find(app.ownModel()));
    QVERIFY(QFileInfo::exists(app.ownModel() + "/model.safetensors"));
    QVERIFY(app.settings.addedModels().isEmpty());
}

void ModelChooserTest::downloadsPausesAndGoesOn()
{
    ReleaseWindow app;
    ModelChooser& chooser = app.chooser("tiny_1.0");
    QVERIFY(says(chooser, "Nobody in particular"));
    QVERIFY(says(chooser, "CC0, as its page says"));
    QVERIFY(app.release.server.requests.isEmpty()); // nothing is asked of anyone before
    app.release.weights().stallAt = 400'000;
    QTest::mouseClick(buttonNamed(chooser, "Download"), Qt::LeftButton);
    QTRY_COMPARE(QFileInfo(app.release.staging("model.safetensors.part")).size(), 400'000);
    QTRY_VERIFY(buttonNamed(chooser, "Pause"));
    QTest::mouseClick(buttonNamed(chooser, "Pause"), Qt::LeftButton);
    QTRY_VERIFY(buttonNamed(chooser, "Go on"));
    QCOMPARE(app.session->models().find("tiny_1.0")->download, ShelvedModel::Download::Paused);
    QVERIFY(buttonNamed(chooser, "Discard what has come"));
    app.release.weights().stallAt = -1;
    QTest::mouseClick(buttonNamed(chooser, "Go on"), Qt::LeftButton);
    QTRY_VERIFY(app.release.isInstalledWhole());
    QTRY_VERIFY(says(chooser, "5: horn")); // what was looked at is shown as what it has become
    QTest::mouseClick(buttonNamed(chooser, "Use this model"), Qt::LeftButton);
    QVERIFY(app.waitForModel());
    QCOMPARE(app.session->model().info()->name, std::string("Tiny 1.0"));
}

void ModelChooserTest::goesOnAfterAnotherStart()
{
    ReleaseWindow app;
    app.release.weights().stallAt = 400'000;
    app.session->models().download("tiny_1.0");
    QTRY_COMPARE(QFileInfo(app.release.staging("model.safetensors.part")).size(), 400'000);
    app.restart();
    const auto release = [&] { return app.session->models().find("tiny_1.0"); };
    QVERIFY(release());
    QTRY_COMPARE(release()->download, ShelvedModel::Download::Paused); // once the disk has been asked
    QVERIFY(release()->done > 400'000);
    app.release.weights().stallAt = -1;
    QSignalSpy installed(&app.session->models(), &ModelShelf::installed);
    app.session->models().download("tiny_1.0");
    QVERIFY(installed.wait(60'000));
    QVERIFY(app.release.isInstalledWhole());
    QVERIFY(!app.session->models().find("tiny_1.0"));
    QVERIFY(app.session->models().find(app.release.installed()));
}

void ModelChooserTest::saysWhyADownloadFailed()
{
    ReleaseWindow app;
    app.release.weights().status = 404;
    ModelChooser& chooser = app.chooser("tiny_1.0");
    QTest::mouseClick(buttonNamed(chooser, "Download"), Qt::LeftButton);
    QTRY_VERIFY(says(chooser, "is not there (404)"));
    QVERIFY(buttonNamed(chooser, "Go on")); // the configuration is there
    QTest::mouseClick(buttonNamed(chooser, "Discard what has come"), Qt::LeftButton);
    QTRY_VERIFY(buttonNamed(chooser, "Download"));
    QVERIFY(!QFileInfo::exists(app.release.staging("config.json")));
}

void ModelChooserTest::aFailedDownloadIsOverAtOnce()
{
    ReleaseWindow app;
    app.release.weights().status = 404;
    ModelShelf& shelf = app.session->models();
    std::optional<ShelvedModel> told; // as it is when its end is told, before the disk is asked
    connect(&shelf, &ModelShelf::downloadFailed, this, [&] { told = *shelf.find("tiny_1.0"); });
    shelf.download("tiny_1.0");
    QTRY_VERIFY(told);
    QCOMPARE(told->download, ShelvedModel::Download::Failed);
    QVERIFY2(told->error.contains("404"), qPrintable(told->error));
    QCOMPARE(told->bytesPerSecond, 0.0);
    QVERIFY(told->done > 0); // the configuration
}

void ModelChooserTest::deletesAnInstalledModel()
{
    ReleaseWindow app;
    QSignalSpy installed(&app.session->models(), &ModelShelf::installed);
    app.session->models().download("tiny_1.0");
    QVERIFY(installed.wait(60'000));
    app.session->setModel(app.release.installed());
    QVERIFY(app.waitForModel());
    ModelChooser& chooser = app.chooser(app.release.installed());
    QTRY_VERIFY(says(chooser, "5: horn"));
    QVERIFY(!buttonNamed(chooser, "Remove…")->isEnabled()); // in use
    app.session->setModel(app.ownModel());
    QVERIFY(app.waitForModel());
    chooser.select(app.release.installed());
    QTest::mouseClick(buttonNamed(chooser, "Remove…"), Qt::LeftButton);
    QTest::mouseClick(buttonNamed(*chooser.findChild<QMessageBox*>(), "Delete"), Qt::LeftButton);
    QTRY_VERIFY(!QFileInfo::exists(app.release.installed()));
    QTRY_VERIFY(app.session->models().find("tiny_1.0")); // and can be had again
}

void ModelChooserTest::aDeletionThatFailedIsToldOnce()
{
    ReleaseWindow app;
    ModelShelf& shelf = app.session->models();
    const auto* bar = app.window->findChild<NoticeBar*>();
    QVERIFY(bar);
    const auto isNoticed = [&](const QString& words) {
        const auto rows = bar->findChildren<QWidget*>();
        return std::ranges::any_of(
            rows, [&](const QWidget* row) { return !row->isHidden() && row->accessibleName().contains(words); });
    };
    ModelChooser& chooser = app.chooser();
    emit shelf.removeFailed("/models/one");
    QVERIFY(says(chooser, "'/models/one' cannot be removed"));
    QVERIFY(!isNoticed("/models/one"));
    chooser.close();
    emit shelf.removeFailed("/models/two");
    QVERIFY(isNoticed("'/models/two' cannot be removed"));
}

void ModelChooserTest::closesInTheMiddleOfEverything()
{
    ReleaseWindow app;
    app.release.weights().stallAt = 100'000;
    ModelChooser& chooser = app.chooser("tiny_1.0");
    QTest::mouseClick(buttonNamed(chooser, "Download"), Qt::LeftButton);
    QTRY_VERIFY(QFileInfo(app.release.staging("model.safetensors.part")).size() > 0);
    chooser.close(); // the download goes on
    QTRY_VERIFY(!app.window->findChild<ModelChooser*>());
    QCOMPARE(app.session->models().find("tiny_1.0")->download, ShelvedModel::Download::Running);
    drop(app.chooser(), {app.ownModel()}); // being read ...
    app.restart();                         // ... when the program ends
    QVERIFY(app.session->models().find("tiny_1.0"));
}

void ModelChooserTest::fetchesNothingForACard()
{
    LoopbackServer server;
    CardView card;
    card.resize(400, 300);
    const QString address = server.url("/picture.png").toString();
    card.setCard("![words](" + address + ") <img src=\"" + address + "\"> [a link](" + address +
                 ")\n\n<script>x</script> ![other](file:///etc/passwd)");
    card.show();
    QVERIFY(QTest::qWaitForWindowExposed(&card, 30000));
    QVERIFY2(card.toPlainText().contains("[words]"), qPrintable(card.toPlainText()));
    QVERIFY(card.toPlainText().contains("<img src="));
    QVERIFY(!card.toPlainText().contains(QChar::ObjectReplacementCharacter));
    QVERIFY(!card.loadResource(QTextDocument::ImageResource, QUrl(address)).isValid());
    QVERIFY(!card.loadResource(QTextDocument::HtmlResource, QUrl("file:///etc/passwd")).isValid());
    QVERIFY(server.requests.isEmpty());
}

// Each of these took Qt up to minutes. That they take little is a matter of how little of them is left.
void ModelChooserTest::laysOutHostileCards()
{
    CardView card;
    card.resize(400, 300);
    card.show();
    for (const QString mark : {">",       "> ",    "- ",      "* ",         "1. ",          "[",    "![",
                               "`",       "|",     "**_",     "<",          "\t",           "# ",   "*a* ",
                               "[a](b) ", "- a\n", "- a\n\n", "a|b\n-|-\n", "https://a.b ", "_a_ ", "\\\\",
                               "*a*\n\n"}) {
        const QString text = mark.repeated(ModelReaderJob::kMostCardBytes / mark.size()) + "x";
        const QString tamed = tamedMarkdown(text);
        QVERIFY(tamed.size() < 40'000);
        QVERIFY2(tamed.count('*') + tamed.count('[') + tamed.count("_a") + tamed.count("://") + tamed.count('\t') +
                         tamed.count('\\') <=
                     1201,
                 qPrintable(mark));
        QVERIFY2(tamed.count("- a") + tamed.count("|b") <= 300, qPrintable(mark));
        card.setCard(text);
        QVERIFY(!card.grab().isNull());
    }
}

void ModelChooserTest::leavesOrdinaryCardsAsTheyAre()
{
    QFile file(DASS_SOURCE_DIR "/resources/models/dass-nano/model-card.md");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString card = QString::fromUtf8(file.readAll());
    QCOMPARE(tamedMarkdown(card), card);
}

QTEST_MAIN(ModelChooserTest)
#include "model_chooser_test.moc"
