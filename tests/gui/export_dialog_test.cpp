#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/export_dialog.h"
#include "ui/analyze/export_names.h"
#include "ui/mainwindow/main_window.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>
#include <filesystem>
#include <vector>

using namespace dass;

namespace {

QStringList linesOf(const QString& path)
{
    QFile file(path);
    QStringList lines;
    if (file.open(QIODevice::ReadOnly))
        lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    return lines;
}

QComboBox* scopeOf(const QWidget& dialog)
{
    for (auto* box : dialog.findChildren<QComboBox*>())
        if (box->findText("this recording") >= 0)
            return box;
    return nullptr;
}

QCheckBox* formatOf(const QWidget& dialog, const QString& suffix)
{
    for (auto* box : dialog.findChildren<QCheckBox*>())
        if (box->toolTip().endsWith(suffix))
            return box;
    return nullptr;
}

QPushButton* buttonOf(const QWidget& dialog, const QString& text)
{
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

QComboBox* boxThatShows(const QWidget& dialog, const QString& text)
{
    for (auto* box : dialog.findChildren<QComboBox*>())
        if (box->currentText() == text)
            return box;
    return nullptr;
}

QLineEdit* fieldThatShows(const QWidget& dialog, const QString& text)
{
    for (auto* field : dialog.findChildren<QLineEdit*>())
        if (field->text() == text)
            return field;
    return nullptr;
}

bool write(ExportDialog& dialog)
{
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->text() == "Export")
            button->click();
    return exported.count() > 0 || exported.wait(20000);
}

} // namespace

// What is exported, of what, and how it is shown before.
class ExportDialogTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }

    void previewIsTheFilesBeginning()
    {
        ShellFixture shell;
        open(shell, {"a.wav"});
        ExportDialog dialog(*shell.session, nullptr);
        const auto* preview = dialog.findChild<QPlainTextEdit*>();
        QTRY_VERIFY(preview->toPlainText().startsWith("file,start_s,end_s,label"));
        QTRY_COMPARE(preview->toPlainText().trimmed().split('\n').size(), 13); // and that there is more
        const QStringList shown = preview->toPlainText().trimmed().split('\n');
        QCOMPARE(shown.last(), QString(QChar(0x2026)));
        formatOf(dialog, "a.audacity.txt")->setChecked(true);
        QTRY_VERIFY(preview->toPlainText().startsWith("0.000000\t"));
        formatOf(dialog, "a.audacity.txt")->setChecked(false);
        QTRY_VERIFY(preview->toPlainText().startsWith("file,start_s"));
        QVERIFY(write(dialog));
        const QStringList written = linesOf(shell.path("a.events.csv"));
        QCOMPARE(written.mid(0, 12), shown.mid(0, 12));
    }

    void selectionHasTheEventsThatTouchIt()
    {
        ShellFixture shell;
        open(shell, {"a.wav"});
        {
            ExportDialog whole(*shell.session, nullptr);
            QVERIFY(scopeOf(whole)->findText("selection", Qt::MatchContains) < 0);
            QVERIFY(write(whole));
        }
        ExportDialog dialog(*shell.session, nullptr);
        dialog.offerSelection(5 * 16000, 7 * 16000);
        scopeOf(dialog)->setCurrentIndex(1);
        QVERIFY(scopeOf(dialog)->currentText().startsWith("the selection, 00:00:05.0"));
        QVERIFY(!formatOf(dialog, "a.frames.csv")->isEnabled());
        for (auto* field : dialog.findChildren<QLineEdit*>())
            if (field->text() == "a")
                field->setText("part");
        QVERIFY(write(dialog));
        QStringList wanted;
        for (const QString& line : linesOf(shell.path("a.events.csv"))) {
            const QStringList cells = line.split(',');
            if (cells[1] == "start_s" || (cells[1].toDouble() < 7 && cells[2].toDouble() > 5))
                wanted << line;
        }
        QVERIFY(wanted.size() > 3);
        QVERIFY(wanted.size() < linesOf(shell.path("a.events.csv")).size());
        QCOMPARE(linesOf(shell.path("part.events.csv")), wanted);
        QFile provenance(shell.path("part.provenance.json"));
        QVERIFY(provenance.open(QIODevice::ReadOnly));
        QVERIFY(provenance.readAll().contains("\"selection\""));
    }

    void allRecordingsHaveFilesOfTheirOwn()
    {
        ShellFixture shell;
        open(shell, {"a.wav", "b.wav", "c.wav"});
        ExportDialog dialog(*shell.session, nullptr);
        QComboBox* scope = scopeOf(dialog);
        scope->setCurrentIndex(scope->findText("all 3 tagged recordings"));
        QVERIFY(scope->currentIndex() > 0);
        QSignalSpy exported(&dialog, &ExportDialog::exported);
        QVERIFY(write(dialog));
        QCOMPARE(exported.count(), 1);
        QCOMPARE(exported.first().at(1).toInt(), 3);
        for (const char* name : {"a", "b", "c"}) {
            const QStringList lines = linesOf(shell.path(QString(name) + ".events.csv"));
            QVERIFY(lines.size() > 1);
            for (const QString& line : lines.mid(1))
                QVERIFY2(line.section(',', 0, 0).endsWith(QString(name) + ".wav"), qPrintable(line));
            QVERIFY(QFileInfo::exists(shell.path(QString(name) + ".provenance.json")));
        }
    }

    void filesAreInFoldersAsTheRecordingsAre()
    {
        ShellFixture shell;
        QVERIFY(QDir(shell.folder.path()).mkpath("site1") && QDir(shell.folder.path()).mkpath("site2/night"));
        open(shell, {"site1/x.wav", "site2/night/x.wav"});
        shell.session->setCurrent(shell.session->recordings()[1].get());
        ExportDialog dialog(*shell.session, nullptr);
        QVERIFY(fieldThatShows(dialog, QDir::toNativeSeparators(shell.path("site2/night"))));
        QComboBox* scope = scopeOf(dialog);
        scope->setCurrentIndex(scope->findText("all 2 tagged recordings"));
        QLineEdit* folder = fieldThatShows(dialog, QDir::toNativeSeparators(shell.folder.path())); // that holds both
        QVERIFY(folder);
        const auto previews = dialog.findChildren<ElidedLabel*>();
        QVERIFY(std::ranges::any_of(previews, [](const ElidedLabel* label) {
            return label->text() == "Preview of " + QDir::toNativeSeparators("site2/night/x.events.csv");
        }));
        folder->setText(QDir::toNativeSeparators(shell.path("out")));
        QVERIFY(write(dialog));
        for (const char* name : {"site1/x", "site2/night/x"}) {
            const QStringList lines = linesOf(shell.path(QString("out/") + name + ".events.csv"));
            QVERIFY2(lines.size() > 1, name);
            QVERIFY2(lines[1].section(',', 0, 0).endsWith(QString(name) + ".wav"), qPrintable(lines[1]));
        }
        QCOMPARE(QDir(shell.path("out")).entryList(QDir::Files), QStringList()); // none of them beside the folders
        scope->setCurrentIndex(0);
        QCOMPARE(folder->text(), QDir::toNativeSeparators(shell.path("out"))); // a person's stays
    }

    // Two files of one name are told apart by their folders, also where only one of them is there.
    void filesThatAreThereAreNamedWithTheirFolders()
    {
        ShellFixture shell;
        QVERIFY(QDir(shell.folder.path()).mkpath("site1") && QDir(shell.folder.path()).mkpath("site2"));
        open(shell, {"site1/x.wav", "site2/x.wav", "site2/y.wav"});
        QVERIFY(QDir().mkpath(shell.path("site2/x.events.csv"))); // and can be replaced by no file
        QVERIFY(QDir().mkpath(shell.path("site2/y.events.csv")));
        ExportDialog dialog(*shell.session, nullptr);
        QComboBox* scope = scopeOf(dialog);
        scope->setCurrentIndex(scope->findText("all 3 tagged recordings"));
        QPushButton* button = buttonOf(dialog, "Export");
        QVERIFY(button && button->isEnabled());
        const auto says = [&dialog](const QString& words) {
            return std::ranges::any_of(dialog.findChildren<QLabel*>(),
                                       [&](const QLabel* label) { return label->text().contains(words); });
        };
        button->click();
        QTRY_COMPARE(button->text(), QString("Replace"));
        QVERIFY(says("Already there: " + QDir::toNativeSeparators("site2/x.events.csv") + ", y.events.csv"));
        button->click();
        QTRY_VERIFY(says("1 of 3 recordings written. Not written: " + QDir::toNativeSeparators("site2/x.wav") + ": "));
        QVERIFY(says("\ny.wav: "));
    }

    void namesMirrorWhatIsBelowTheSharedFolder()
    {
        using Paths = std::vector<std::filesystem::path>;
        const auto names = [](const Paths& recordings) { return ExportNames::of(recordings); };
        QVERIFY(names({"/a/s1/x.WAV", "/a/s2/x.WAV"}).stems == (Paths{"s1/x", "s2/x"}));
        QVERIFY(names({"/a/s1/x.WAV", "/a/s2/x.WAV"}).common == "/a");
        QVERIFY(names({"/a/s1/x.wav", "/a/s10/x.wav"}).common == "/a"); // by folders, not by letters
        QVERIFY(names({"/a/x.wav", "/a/b/x.wav"}).stems == (Paths{"x", "b/x"}));
        QVERIFY(names({"/a/x.wav", "/a/x.mp3", "/a/y.wav"}).stems == (Paths{"x.wav", "x.mp3", "y"}));
        QVERIFY(names({"/m/1/x.wav", "/n/x.wav"}).stems == (Paths{"m/1/x", "n/x"}));
        QVERIFY(names({"/a/b/x.wav"}).stems == Paths{"x"});
        QVERIFY(names({}).stems.empty());
    }

    // The current recording need not be one of those that are tagged.
    void whatIsTaggedIsExportedWhileAnotherIsShown()
    {
        ShellFixture shell;
        MainWindow window(shell.settings, *shell.session, {});
        window.show();
        QAction* action = actionNamed(window, "Export…");
        const auto* button = buttonOf(*window.analyzeView()->events(), "Export…");
        QVERIFY(action && button);
        QVERIFY(!action->isEnabled() && !button->isEnabled());
        open(shell, {"a.wav", "b.wav"});
        QTRY_VERIFY(action->isEnabled() && button->isEnabled());
        shell.settings.setTagWhenOpened(false);
        shell.session->open({shell.makeRecording("c.wav", 1)});
        QTRY_COMPARE(shell.session->recordings().size(), std::size_t(3));
        shell.session->setCurrent(shell.session->recordings()[2].get());
        QVERIFY(!shell.session->current()->hasResult());
        QVERIFY(action->isEnabled() && button->isEnabled());
        action->trigger();
        auto* dialog = window.findChild<ExportDialog*>();
        QVERIFY(dialog);
        QComboBox* scope = boxThatShows(*dialog, "all 2 tagged recordings");
        QVERIFY(scope);
        QCOMPARE(scope->count(), 1);
        dialog->offerSelection(0, 16000); // of a recording without tags
        QCOMPARE(scope->count(), 1);
        QTRY_VERIFY(dialog->findChild<QPlainTextEdit*>()->toPlainText().startsWith("file,start_s"));
        QVERIFY(write(*dialog));
        QVERIFY(linesOf(shell.path("a.events.csv")).size() > 1 && linesOf(shell.path("b.events.csv")).size() > 1);
        QVERIFY(!QFileInfo::exists(shell.path("c.events.csv")));

        shell.session->remove(shell.session->recordings()[0].get());
        QVERIFY(action->isEnabled());
        {
            ExportDialog last(*shell.session, nullptr);
            QVERIFY(boxThatShows(last, "the one tagged recording"));
        }
        shell.session->remove(shell.session->recordings()[0].get());
        QVERIFY(!action->isEnabled() && !button->isEnabled());
    }

    void oneThatCannotBeWrittenStopsNoOther()
    {
        ShellFixture shell;
        open(shell, {"a.wav", "b.wav", "c.wav"});
        QVERIFY(QDir().mkpath(shell.path("b.events.csv")));
        ExportDialog dialog(*shell.session, nullptr);
        QComboBox* scope = scopeOf(dialog);
        scope->setCurrentIndex(scope->findText("all 3 tagged recordings"));
        for (auto* field : dialog.findChildren<QLineEdit*>()) // each has its own name
            QVERIFY2(field->text() != "a", "another recording's name is shown");
        QPushButton* button = nullptr;
        for (auto* candidate : dialog.findChildren<QPushButton*>())
            if (candidate->text() == "Export")
                button = candidate;
        QVERIFY(button && button->isEnabled());
        button->click();
        QTRY_COMPARE(button->text(), QString("Replace"));
        QVERIFY(!QFileInfo::exists(shell.path("a.events.csv")));
        button->click();
        const auto isTold = [&] {
            return std::ranges::any_of(dialog.findChildren<QLabel*>(), [](const QLabel* label) {
                return label->text().startsWith("2 of 3 recordings written. Not written: b.wav: ");
            });
        };
        QTRY_VERIFY(isTold());
        QVERIFY(QFileInfo::exists(shell.path("a.events.csv")) && QFileInfo::exists(shell.path("c.events.csv")));
    }

    // What could not be written is still told by the window when the dialog is closed.
    void whatWasNotWrittenStaysInTheStatusBar()
    {
        ShellFixture shell;
        open(shell, {"a.wav", "b.wav", "c.wav"});
        QVERIFY(QDir().mkpath(shell.path("b.events.csv")));
        MainWindow window(shell.settings, *shell.session, {});
        window.show();
        QAction* action = actionNamed(window, "Export…");
        QVERIFY(action && action->isEnabled());
        action->trigger();
        auto* dialog = window.findChild<ExportDialog*>();
        QVERIFY(dialog);
        QComboBox* scope = scopeOf(*dialog);
        scope->setCurrentIndex(scope->findText("all 3 tagged recordings"));
        QPushButton* button = buttonOf(*dialog, "Export");
        QVERIFY(button && buttonOf(*dialog, "Cancel"));
        button->click();
        QTRY_COMPARE(button->text(), QString("Replace"));
        button->click();
        const auto told = [&window] {
            for (const auto* label : window.findChildren<ElidedLabel*>())
                if (label->isVisible() && label->text().startsWith("2 of 3 recordings exported to "))
                    return label->text();
            return QString();
        };
        QTRY_VERIFY(!told().isEmpty());
        QVERIFY2(told().contains(QDir::toNativeSeparators(shell.folder.path()) + "; not b.wav: "), qPrintable(told()));
        QVERIFY(buttonOf(*dialog, "Close"));
        dialog->reject();
        QVERIFY(!dialog->isVisible());
        QVERIFY(!told().isEmpty());
    }

    void previewIsNamedAsItsFile()
    {
        ShellFixture shell;
        open(shell, {"a.wav", "b.wav"});
        ExportDialog dialog(*shell.session, nullptr);
        const auto shows = [&dialog](const QString& words) {
            const auto all = dialog.findChildren<ElidedLabel*>();
            return std::ranges::any_of(all, [&](const ElidedLabel* label) { return label->text() == words; });
        };
        QVERIFY(shows("Preview of a.events.csv"));
        formatOf(dialog, "a.audacity.txt")->setChecked(true);
        QVERIFY(shows("Preview of a.audacity.txt"));
        QLineEdit* name = nullptr;
        for (auto* field : dialog.findChildren<QLineEdit*>())
            if (field->text() == "a")
                name = field;
        QVERIFY(name);
        name->setText("b");
        QVERIFY(shows("Preview of b.audacity.txt"));
        scopeOf(dialog)->setCurrentIndex(1); // all; each has its own name
        QVERIFY(name->text().isEmpty() && !name->isEnabled());
        QVERIFY(shows("Preview of a.audacity.txt"));
        scopeOf(dialog)->setCurrentIndex(0);
        QCOMPARE(name->text(), QString("b"));
        for (auto* box : dialog.findChildren<QCheckBox*>())
            box->setChecked(false);
        QVERIFY(shows("Preview"));
        QVERIFY(dialog.findChild<QPlainTextEdit*>()->toPlainText().isEmpty());
    }

    void isLeftInTheMiddle()
    {
        ShellFixture shell;
        open(shell, {"a.wav", "b.wav"});
        for (int i = 0; i < 20; ++i) {
            ExportDialog dialog(*shell.session, nullptr);
            scopeOf(dialog)->setCurrentIndex(i % 2);
            for (int turn = 0; turn < i % 5; ++turn)
                QCoreApplication::processEvents();
        }
    }

private:
    // Of the current one a minute in which every tag is heard now and then; nothing else is left out.
    static void open(ShellFixture& shell, const QStringList& names)
    {
        QStringList files;
        for (const QString& name : names)
            files << shell.makeRecording(name, 4);
        ViewSettings view = shell.session->viewSettings();
        view.threshold = 0.2;
        view.mergeGapSeconds = 0;
        view.allTags = true;
        shell.session->setViewSettings(view);
        QVERIFY(shell.waitForBatch(files));
        shell.lengthenResult(60);
    }
};

QTEST_MAIN(ExportDialogTest)
#include "export_dialog_test.moc"
