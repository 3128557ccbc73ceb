#include "core/audio/audio_reader.h"
#include "core/report/event_clips.h"
#include "tests/gui/correcting_window.h"
#include "tests/gui/export_pipe.h"
#include "ui/analyze/clips_dialog.h"
#include "ui/analyze/export_dialog.h"
#include "ui/analyze/tags_panel.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

using namespace dass;

namespace {

QPushButton* buttonWith(const QWidget& parent, const QString& text)
{
    for (auto* button : parent.findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

QLabel* labelWith(const QWidget& parent, const QString& text)
{
    for (auto* label : parent.findChildren<QLabel*>())
        if (!label->isHidden() && label->text().contains(text))
            return label;
    return nullptr;
}

QComboBox* boxWith(const QWidget& parent, const QString& entry)
{
    for (auto* box : parent.findChildren<QComboBox*>())
        if (box->findText(entry) >= 0)
            return box;
    return nullptr;
}

std::vector<float> samplesOf(const QString& path)
{
    AudioReader reader(path.toStdU16String());
    std::vector<float> samples(16000 * 60);
    samples.resize(reader.read(samples));
    return samples;
}

QStringList clipsIn(const ShellFixture& shell)
{
    return QDir(shell.folder.path()).entryList({"a_*"}, QDir::Files, QDir::Name);
}

} // namespace

// The sound of events as files, from each place in the window that offers it. Every tag has an event of 0 to 8 s.
class ClipsWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }

    void savesTheChosenEventWithPadding()
    {
        CorrectingWindow correcting;
        QVERIFY(correcting.open());
        QAction* save = actionNamed(correcting.window, "Save sound…");
        QVERIFY(save->isEnabled());
        correcting.choose(2);
        correcting.shell.session->corrections().move(*correcting.panel().selected(), {2 * 16000, 3 * 16000});
        QTRY_COMPARE(correcting.rows().filter("moved").size(), 1);
        save->trigger();
        auto* dialog = correcting.window.findChild<ClipsDialog*>();
        QVERIFY(dialog);
        QCOMPARE(boxWith(*dialog, "all 5 events")->currentText(), QString("Class 2 at 00:00:02.0"));
        QComboBox* format = boxWith(*dialog, "WAV");
        format->setCurrentIndex(format->findText("WAV"));
        dialog->findChild<QDoubleSpinBox*>()->setValue(0.5);
        QVERIFY(labelWith(*dialog, "1 file, 2.0 s of sound:\na_00-00-02.000_Class-2.wav"));
        buttonWith(*dialog, "Save")->click();
        QTRY_VERIFY(!correcting.window.findChild<ClipsDialog*>());
        QCOMPARE(clipsIn(correcting.shell), QStringList{"a_00-00-02.000_Class-2.wav"});
        const std::vector<float> all = samplesOf(correcting.shell.path("a.wav"));
        const std::vector<float> found = samplesOf(correcting.shell.path("a_00-00-02.000_Class-2.wav"));
        QVERIFY(found == std::vector<float>(all.begin() + 24000, all.begin() + 56000));
        QCOMPARE(correcting.shell.settings.clips().format, SoundFormat::Wav); // is offered next time
        QCOMPARE(correcting.shell.settings.clips().paddingSeconds, 0.5);
    }

    // Else dass tag --resume would take files that this has replaced for those that it had written.
    void provenanceVouchesNoMoreForWhatIsReplaced()
    {
        CorrectingWindow correcting;
        QVERIFY(correcting.open());
        const auto vouched = [&] {
            QFile file(correcting.shell.path("a.provenance.json"));
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        };
        QFile file(correcting.shell.path("a.provenance.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const std::string wav = clipsFormatName({.format = SoundFormat::Wav});
        const std::string flac = clipsFormatName({.format = SoundFormat::Flac});
        file.write(QStringLiteral(R"({"formats": ["events", "%1", "%2"], "program": "dass"})")
                       .arg(QString::fromStdString(wav), QString::fromStdString(flac))
                       .toUtf8());
        file.close();
        correcting.choose(2);
        actionNamed(correcting.window, "Save sound…")->trigger();
        auto* dialog = correcting.window.findChild<ClipsDialog*>();
        QVERIFY(dialog);
        QComboBox* format = boxWith(*dialog, "WAV");
        format->setCurrentIndex(format->findText("WAV"));
        buttonWith(*dialog, "Save")->click();
        QTRY_VERIFY(!correcting.window.findChild<ClipsDialog*>());
        QCOMPARE(clipsIn(correcting.shell).size(), 1);
        QVERIFY2(!vouched().contains(QString::fromStdString(wav)), qPrintable(vouched()));
        for (const QString& kept :
             {QStringLiteral("\"events\""), QString::fromStdString(flac), QStringLiteral("\"dass\"")})
            QVERIFY2(vouched().contains(kept), qPrintable(vouched()));
    }

    void savesAllOfATagWhetherDrawnOrNot()
    {
        CorrectingWindow correcting;
        QVERIFY(correcting.open());
        ViewSettings view = correcting.shell.session->viewSettings();
        view.allTags = false;
        correcting.shell.session->setViewSettings(view);
        correcting.shell.session->tags().clear();
        correcting.shell.session->tags().setChosen(1, true);
        QTRY_COMPARE(correcting.table->model()->rowCount(), 1);
        emit correcting.window.analyzeView()->tags()->soundRequested(3);
        auto* dialog = correcting.window.findChild<ClipsDialog*>();
        QVERIFY(dialog);
        QCOMPARE(boxWith(*dialog, "all 1 events")->currentText(), QString("all of Class 3"));
        QTRY_VERIFY(labelWith(*dialog, "a_00-00-00.000_Class-3.flac")); // found meanwhile
        buttonWith(*dialog, "Save")->click();
        QTRY_VERIFY(!correcting.window.findChild<ClipsDialog*>());
        QVERIFY(samplesOf(correcting.shell.path("a_00-00-00.000_Class-3.flac")) ==
                samplesOf(correcting.shell.path("a.wav")));
        const auto said = correcting.window.findChildren<ElidedLabel*>();
        QVERIFY(std::ranges::any_of(said, [](const auto* label) { return label->text().startsWith("Exported to"); }));
    }

    void aTagsMenuOffersIt()
    {
        CorrectingWindow correcting;
        QVERIFY(correcting.open());
        TagsPanel* panel = correcting.window.analyzeView()->tags();
        QSignalSpy requested(panel, &TagsPanel::soundRequested);
        QAbstractItemView* tree = viewNamed(correcting.window, "Tags");
        emit tree->customContextMenuRequested(tree->visualRect(tree->model()->index(0, 0)).center());
        QAction* action = actionNamed(*panel, "Save the sound of its events…");
        QVERIFY(action);
        action->trigger();
        QCOMPARE(requested.size(), 1);
        QVERIFY(correcting.window.findChild<ClipsDialog*>());
    }

    void theExportDialogLeadsToAllInTheTable()
    {
        CorrectingWindow correcting;
        QVERIFY(correcting.open());
        correcting.window.exportResults();
        auto* exporting = correcting.window.findChild<ExportDialog*>();
        buttonWith(*exporting, "Sound of events…")->click();
        auto* dialog = correcting.window.findChild<ClipsDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY(!correcting.window.findChild<ExportDialog*>());
        QVERIFY(labelWith(*dialog, "5 files, 40.0 s of sound:"));
        buttonWith(*dialog, "Save")->click();
        QTRY_VERIFY(!correcting.window.findChild<ClipsDialog*>());
        QCOMPARE(clipsIn(correcting.shell).size(), 5);
    }

    void asksBeforeItReplacesFiles()
    {
        CorrectingWindow correcting;
        QVERIFY(correcting.open());
        QFile mine(correcting.shell.path("a_00-00-00.000_Class-3.flac"));
        QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("mine") == 4);
        mine.close();
        ClipsDialog dialog(*correcting.shell.session, {}, nullptr);
        QSignalSpy saved(&dialog, &ClipsDialog::saved);
        QPushButton* save = buttonWith(dialog, "Save");
        save->click();
        QTRY_COMPARE(save->text(), QString("Replace"));
        QVERIFY(labelWith(dialog, "Already there: a_00-00-00.000_Class-3.flac"));
        QCOMPARE(clipsIn(correcting.shell).size(), 1);
        QCOMPARE(mine.size(), 4);
        save->click();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(clipsIn(correcting.shell).size(), 5);
        QVERIFY(mine.size() > 4);
    }

    void replacesOnlyWhatWasToldOf()
    {
        CorrectingWindow correcting;
        QVERIFY(correcting.open());
        for (const char* name : {"a_00-00-00.000_Class-3.flac", "b_00-00-00.000_Class-3.flac"}) {
            QFile mine(correcting.shell.path(name));
            QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("mine") == 4);
        }
        ClipsDialog dialog(*correcting.shell.session, {}, nullptr);
        QPushButton* save = buttonWith(dialog, "Save");
        save->click();
        for (auto* field : dialog.findChildren<QLineEdit*>())
            if (field->text() == "a")
                field->setText("b"); // while those of a are looked for
        QTRY_VERIFY(save->isEnabled());
        QCOMPARE(save->text(), QString("Save"));
        save->click();
        QTRY_COMPARE(save->text(), QString("Replace"));
        QVERIFY(labelWith(dialog, "Already there: b_00-00-00.000_Class-3.flac"));
        QCOMPARE(QFileInfo(correcting.shell.path("b_00-00-00.000_Class-3.flac")).size(), 4);
    }

    void cancelledItKeepsWhatIsWritten()
    {
        CorrectingWindow correcting;
        QVERIFY(correcting.open());
        ExportPipe third(correcting.shell.path("a_00-00-00.000_Class-2.wav")); // the third of five
        QVERIFY(third.isOpen());
        ClipsDialog dialog(*correcting.shell.session, {}, nullptr);
        QSignalSpy closed(&dialog, &QDialog::finished);
        boxWith(dialog, "WAV")->setCurrentIndex(1);
        QPushButton* save = buttonWith(dialog, "Save");
        save->click();
        QTRY_COMPARE(save->text(), QString("Replace")); // the pipe is there already
        save->click();
        QTRY_VERIFY(third.take() > 0);
        QVERIFY(!save->isEnabled());
        buttonWith(dialog, "Cancel")->click();
        QTRY_VERIFY((third.take(), labelWith(dialog, "files were written and stay")));
        QVERIFY(save->isEnabled());
        QCOMPARE(closed.size(), 0);
        QCOMPARE(QDir(correcting.shell.folder.path()).entryList({"a_*"}, QDir::Files).size(), 2);
        buttonWith(dialog, "Cancel")->click();
        QCOMPARE(closed.size(), 1);
    }

    void saysWhyItFailed()
    {
        CorrectingWindow correcting;
        QVERIFY(correcting.open());
        ClipsDialog dialog(*correcting.shell.session, {}, nullptr);
        QVERIFY(QFile::remove(correcting.shell.path("a.wav")));
        buttonWith(dialog, "Save")->click();
        QTRY_VERIFY(labelWith(dialog, "a.wav"));
        QVERIFY(buttonWith(dialog, "Save")->isEnabled());
    }

    void closingItWhileItWritesIsSafe()
    {
        CorrectingWindow correcting;
        QVERIFY(correcting.open());
        {
            ClipsDialog dialog(*correcting.shell.session, {.tag = 2}, nullptr);
            buttonWith(dialog, "Save")->click();
        }
        {
            const ClipsDialog finding(*correcting.shell.session, {.tag = 2}, nullptr);
        }
        QTRY_VERIFY(correcting.shell.session->findChildren<ClipsJob*>().isEmpty());
    }
};

QTEST_MAIN(ClipsWindowTest)
#include "clips_window_test.moc"
