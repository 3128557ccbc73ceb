#include "app/session/installed_files.h"
#include "app/session/model_shelf.h"
#include "tests/gui/dead_disk.h"
#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/model_details.h"
#include "ui/analyze/picture_dialog.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/main_window.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <memory>

using namespace dass;

namespace {

QString askedHere(const DeadDisk& disk)
{
    return QString::fromStdString(disk.askedHere());
}

QPushButton* buttonOf(const QWidget& in, const QString& text)
{
    for (auto* button : in.findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

QLineEdit* fieldOf(const QWidget& in, const QString& name)
{
    for (auto* field : in.findChildren<QLineEdit*>())
        if (field->accessibleName() == name)
            return field;
    return nullptr;
}

bool says(const QWidget& in, const QString& words)
{
    const auto labels = in.findChildren<QLabel*>();
    return std::ranges::any_of(
        labels, [&](const QLabel* label) { return !label->isHidden() && label->text().contains(words); });
}

// Where the file dialog that act() opens, and waits for, begins; it is given up.
QString beginOf(const std::function<void()>& act)
{
    QString begin;
    QTimer person;
    person.callOnTimeout([&] {
        if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) {
            begin = dialog->directory().absolutePath();
            dialog->reject();
        }
    });
    person.start(10);
    act();
    return begin;
}

// A window with a recording, and a folder of its own that is to lie on a disk that does not answer.
struct Shown
{
    Shown()
    {
        shell.settings.setTagWhenOpened(false);
        QDir(shell.folder.path()).mkpath("mount");
        window.show();
    }
    std::string mount() const { return shell.path("mount").toStdString(); }

    ShellFixture shell;
    MainWindow window{shell.settings, *shell.session, QString()};
};

} // namespace

// Catches what is to be shown in the system's file manager.
class FolderWindow : public QObject
{
    Q_OBJECT
public:
    FolderWindow() { QDesktopServices::setUrlHandler("file", this, "show"); }
    ~FolderWindow() override { QDesktopServices::unsetUrlHandler("file"); }

    QString shown;

public slots:
    void show(const QUrl& url) { shown = url.toLocalFile(); }
};

// A disk that does not answer holds nothing of the window up but what is about it.
class DeadDiskTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        Theme::install(*qApp, ThemeChoice::Light);
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }
    void modelsAreListedOnceTheirFolderAnswers();
    void theModelInUseIsAnInstalledOneByItsPlace();
    void aShelfGoesWhileItsFolderIsLookedAt();
    void anInstalledModelIsRemovedElsewhere();
    void whatHasComeIsDiscardedElsewhere();
    void theProgramsModelsAreLookedForOnce();
    void theFolderOfAModelIsShown();
    void theFolderOfAModelIsNotShownOnceItsDetailsAreGone();
    void aPictureIsWrittenOnceItsPlaceAnswers();
    void theButtonHasTheFocusAgainOnceThePlaceAnswers();
    void anotherPictureIsAnotherQuestion();
    void aFileDialogBeginsElsewhere();
    void aSessionIsSavedElsewhere();

private:
    static void install(const QString& models, const QString& name)
    {
        QVERIFY(QDir().mkpath(models + '/' + name));
        QFile weights(models + '/' + name + "/model.safetensors");
        QVERIFY(weights.open(QIODevice::WriteOnly));
    }
};

void DeadDiskTest::modelsAreListedOnceTheirFolderAnswers()
{
    ShellFixture shell;
    const QString models = shell.path("models");
    install(models, "own");
    DeadDisk disk(models.toStdString());
    shell.restart();
    const ModelShelf& shelf = shell.session->models();
    QTRY_VERIFY(disk.isWaitedFor());
    QVERIFY(shelf.find(bundledModelFolder())); // what is known
    QVERIFY(!shelf.find(models + "/own"));
    shell.session->models().refresh({}); // does not ask once more before the first answer
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QTRY_VERIFY(shelf.find(models + "/own"));
    QCOMPARE(shelf.find(models + "/own")->kind, ShelvedModel::Kind::Installed);
    QCOMPARE(askedHere(disk), QString());
}

void DeadDiskTest::theModelInUseIsAnInstalledOneByItsPlace()
{
    ShellFixture shell;
    const QString models = shell.path("models");
    install(models, "own");
    shell.settings.setModelPath(models + "/own");
    DeadDisk disk(models.toStdString());
    shell.restart();
    shell.session->setModel(models + "/own", false);
    const ShelvedModel* model = shell.session->models().find(models + "/own");
    QVERIFY(model);
    QCOMPARE(model->kind, ShelvedModel::Kind::Installed);
    QVERIFY(shell.settings.addedModels().isEmpty());
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QTRY_VERIFY(shell.session->model().state() == ModelState::Ready);
}

void DeadDiskTest::aShelfGoesWhileItsFolderIsLookedAt()
{
    ShellFixture shell;
    install(shell.path("models"), "own");
    DeadDisk disk(shell.path("models").toStdString());
    shell.restart();
    QTRY_VERIFY(disk.isWaitedFor());
    shell.session.reset(); // waits for nothing, and no answer comes any more
    QVERIFY(disk.isWaitedFor());
}

void DeadDiskTest::anInstalledModelIsRemovedElsewhere()
{
    ShellFixture shell;
    const QString models = shell.path("models");
    install(models, "own");
    shell.restart();
    ModelShelf& shelf = shell.session->models();
    QTRY_VERIFY(shelf.find(models + "/own"));
    QSignalSpy failed(&shelf, &ModelShelf::removeFailed);
    {
        DeadDisk disk(models.toStdString());
        shelf.remove(models + "/own");
        QVERIFY(!shelf.find(models + "/own")); // at once
        QTRY_VERIFY(disk.isWaitedFor());
        shelf.refresh({});
        QVERIFY(!shelf.find(models + "/own"));
        QCOMPARE(askedHere(disk), QString());
    }
    QTRY_VERIFY(!QFileInfo::exists(models + "/own"));
    QCOMPARE(failed.count(), 0);
    install(models, "other");
    shelf.refresh({});
    QTRY_VERIFY(shelf.find(models + "/other"));
    QVERIFY(QDir(models).removeRecursively()); // by somebody else
    shelf.remove(models + "/other");
    QTRY_COMPARE(failed.count(), 1);
}

void DeadDiskTest::whatHasComeIsDiscardedElsewhere()
{
    ShellFixture shell;
    ModelShelf& shelf = shell.session->models();
    const auto release = std::ranges::find_if(shelf.models(), &ShelvedModel::isRelease);
    QVERIFY(release != shelf.models().end());
    const QString id = release->key();
    const QString staging = shell.path("models/.downloads/" + id);
    QVERIFY(QDir().mkpath(staging));
    DeadDisk disk(shell.path("models").toStdString());
    shelf.discard(id);
    QTRY_VERIFY(disk.isWaitedFor());
    QCOMPARE(askedHere(disk), QString());
    QSignalSpy changed(&shelf, &ModelShelf::modelChanged);
    disk.answer();
    QTRY_VERIFY(changed.count() > 0);
    QCOMPARE(changed.last().first().toString(), id);
    QVERIFY(!QFileInfo::exists(staging));
}

void DeadDiskTest::theProgramsModelsAreLookedForOnce()
{
    const QString known = bundledModelFolder();
    const QStringList all = bundledModelFolders();
    QVERIFY(!known.isEmpty() && all.contains(known));
    const DeadDisk disk(QFileInfo(known).absolutePath().toStdString());
    QCOMPARE(bundledModelFolder(), known);
    QCOMPARE(bundledModelFolders(), all);
    QCOMPARE(askedHere(disk), QString());
}

void DeadDiskTest::theFolderOfAModelIsShown()
{
    ShellFixture shell;
    const QString own = shell.path("mount/own"); // a folder, or a file beside others
    QVERIFY(QDir().mkpath(own));
    shell.session->setModel(own, false);
    ModelDetails details(*shell.session);
    details.showModel(shell.session->models().find(own));
    FolderWindow folders;
    DeadDisk disk(shell.path("mount").toStdString());
    QPushButton* show = buttonOf(details, "Show in folder");
    QVERIFY(show);
    show->click();
    QTRY_VERIFY(disk.isWaitedFor());
    QVERIFY(folders.shown.isEmpty());
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QTRY_COMPARE(folders.shown, own);
}

void DeadDiskTest::theFolderOfAModelIsNotShownOnceItsDetailsAreGone()
{
    ShellFixture shell;
    const QString own = shell.path("mount/own");
    QVERIFY(QDir().mkpath(own));
    shell.session->setModel(own, false);
    auto details = std::make_unique<ModelDetails>(*shell.session);
    details->showModel(shell.session->models().find(own));
    FolderWindow folders;
    DeadDisk disk(shell.path("mount").toStdString());
    buttonOf(*details, "Show in folder")->click();
    QTRY_VERIFY(disk.isWaitedFor());
    details.reset(); // with the chooser that was closed
    disk.answer();
    QTRY_VERIFY(!disk.isWaitedFor());
    QVERIFY(!QTest::qWaitFor([&] { return !folders.shown.isEmpty(); }, 100));
}

void DeadDiskTest::aPictureIsWrittenOnceItsPlaceAnswers()
{
    Shown at;
    at.shell.session->open({at.shell.makeRecording("a.wav", 2)});
    PictureDialog dialog(*at.shell.session, *at.window.analyzeView()->plots(), nullptr);
    QFile old(at.shell.path("mount/a.png"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.close();
    fieldOf(dialog, "File")->setText(old.fileName());
    DeadDisk disk(at.mount());
    QPushButton* save = buttonOf(dialog, "Save");
    save->click();
    QVERIFY(!save->isEnabled()); // it has been heard
    QTRY_VERIFY(disk.isWaitedFor());
    QVERIFY(!says(dialog, "Already there"));
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QTRY_VERIFY(says(dialog, "Already there: a.png"));
    QCOMPARE(save->text(), QString("Replace"));
    QVERIFY(save->isEnabled());
}

void DeadDiskTest::theButtonHasTheFocusAgainOnceThePlaceAnswers()
{
    Shown at;
    at.shell.session->open({at.shell.makeRecording("a.wav", 2)});
    PictureDialog dialog(*at.shell.session, *at.window.analyzeView()->plots(), nullptr);
    dialog.show();
    QFile old(at.shell.path("mount/a.png"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.close();
    QLineEdit* field = fieldOf(dialog, "File");
    field->setText(old.fileName());
    QPushButton* save = buttonOf(dialog, "Save");
    for (QWidget* goneTo : {static_cast<QWidget*>(nullptr), static_cast<QWidget*>(field)}) { // by the person meanwhile
        DeadDisk disk(at.mount());
        field->setText(old.fileName() + ' '); // asks anew
        field->setText(old.fileName());
        save->setFocus();
        save->click();
        QTRY_VERIFY(disk.isWaitedFor());
        if (goneTo)
            goneTo->setFocus();
        disk.answer();
        QTRY_VERIFY(says(dialog, "Already there: a.png"));
        QCOMPARE(dialog.focusWidget(), goneTo ? goneTo : save);
    }
}

void DeadDiskTest::anotherPictureIsAnotherQuestion()
{
    Shown at;
    at.shell.session->open({at.shell.makeRecording("a.wav", 2)});
    PictureDialog dialog(*at.shell.session, *at.window.analyzeView()->plots(), nullptr);
    QFile old(at.shell.path("b.png"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.close();
    QLineEdit* field = fieldOf(dialog, "File");
    QPushButton* save = buttonOf(dialog, "Save");
    DeadDisk disk(at.mount());
    field->setText(at.shell.path("mount/a.png"));
    save->click();
    QTRY_VERIFY(disk.isWaitedFor());
    field->setText(old.fileName()); // meanwhile
    QVERIFY(save->isEnabled());
    save->click();
    QTRY_VERIFY(says(dialog, "Already there: b.png"));
    QVERIFY(disk.isWaitedFor());
    disk.answer();
    QTRY_VERIFY(!disk.isWaitedFor());
    QTRY_VERIFY(dialog.findChildren<QObject*>("lookForFile").isEmpty()); // none is waited for
    QVERIFY(says(dialog, "Already there: b.png"));
    QVERIFY(!QFileInfo::exists(at.shell.path("mount/a.png")));
}

void DeadDiskTest::aFileDialogBeginsElsewhere()
{
    Shown at;
    at.shell.settings.setLastFolder(at.shell.path("mount"));
    const DeadDisk disk(at.mount());
    for (const char* entry : {"Open recordings…", "Open folder…", "Open session…"}) {
        QAction* action = actionNamed(at.window, entry);
        QVERIFY2(action, entry);
        QCOMPARE(beginOf([&] { action->trigger(); }), QDir::homePath());
        QCOMPARE(askedHere(disk), QString());
    }
}

void DeadDiskTest::aSessionIsSavedElsewhere()
{
    Shown at;
    QVERIFY(QFile::copy(at.shell.makeRecording("a.wav", 1), at.shell.path("mount/a.wav")));
    DeadDisk disk(at.mount());
    at.shell.session->open({at.shell.path("mount/a.wav")});
    QTRY_VERIFY(disk.isWaitedFor()); // the recording is looked at
    QCOMPARE(beginOf([&] { actionNamed(at.window, "Save session as…")->trigger(); }), QDir::homePath());
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QCOMPARE(beginOf([&] { actionNamed(at.window, "Save session as…")->trigger(); }), at.shell.path("mount"));
}

QTEST_MAIN(DeadDiskTest)
#include "dead_disk_test.moc"
