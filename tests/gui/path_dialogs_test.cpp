#include "tests/gui/shell_fixture.h"
#include "ui/analyze/export_dialog.h"
#include "ui/haystack/haystack_form.h"
#include "ui/haystack/haystack_words.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

#include <algorithm>
#include <memory>

using namespace dass;

namespace {

using Kind = niah::HaystackKind;

QFileDialog* askedBy(QWidget& dialog)
{
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->text() == "Choose…")
            button->click(); // which returns before there is an answer
    return dialog.findChild<QFileDialog*>();
}

// As a person does.
QFileDialog* askedForKind(HaystackForm& form, Kind kind)
{
    const auto& kinds = haystackKinds();
    const auto index = static_cast<int>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin());
    form.kind()->setCurrentIndex(index);
    emit form.kind()->activated(index);
    return form.findChild<QFileDialog*>();
}

HaystackChoice choiceOf(Kind kind)
{
    HaystackChoice choice;
    choice.haystack = {kind, {}, 1, {}};
    return choice;
}

} // namespace

// A dialog for a path holds up nothing: what asks goes on meanwhile, and may be gone before the answer.
class PathDialogsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        Theme::install(*qApp, ThemeChoice::Light);
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }
    void anExportTakesTheFolder();
    void aQuestionGoesWithTheDialogThatAsks();
    void aHaystackIsWhatItWasUntilTheAnswer();
    void aHaystackThatCameMeanwhileStays();
};

void PathDialogsTest::anExportTakesTheFolder()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    ExportDialog dialog(*shell.session, nullptr);
    dialog.open();
    QFileDialog* asked = askedBy(dialog);
    QVERIFY(asked && asked->isVisible());
    const auto fields = dialog.findChildren<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
    const QString wanted = QDir::toNativeSeparators(shell.path("elsewhere"));
    const auto shows = [&](const QLineEdit* field) { return field->text() == wanted; };
    QVERIFY(std::ranges::none_of(fields, shows));
    emit asked->fileSelected(shell.path("elsewhere"));
    QVERIFY(std::ranges::any_of(fields, shows));
}

void PathDialogsTest::aQuestionGoesWithTheDialogThatAsks()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    auto dialog = std::make_unique<ExportDialog>(*shell.session, nullptr);
    dialog->open();
    const QPointer<QFileDialog> asked = askedBy(*dialog);
    QVERIFY(asked);
    dialog.reset();
    QVERIFY(!asked);
}

void PathDialogsTest::aHaystackIsWhatItWasUntilTheAnswer()
{
    HaystackForm form;
    form.setChoice(choiceOf(Kind::Pink));
    form.show();
    QSignalSpy changed(&form, &HaystackForm::changed);
    QFileDialog* asked = askedForKind(form, Kind::Recording);
    QVERIFY(asked);
    QCOMPARE(form.choice().haystack.kind, Kind::Pink);
    asked->reject();
    QCOMPARE(haystackKinds()[static_cast<std::size_t>(form.kind()->currentIndex())], Kind::Pink);
    QCOMPARE(changed.size(), qsizetype{0});
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

    asked = askedForKind(form, Kind::Recording);
    QVERIFY(asked);
    emit asked->fileSelected("/sounds/street.wav");
    QCOMPARE(form.choice().haystack.kind, Kind::Recording);
    QCOMPARE(form.choice().haystack.file, std::filesystem::path("/sounds/street.wav"));
    QCOMPARE(changed.size(), qsizetype{1});
}

// As with a session that is opened.
void PathDialogsTest::aHaystackThatCameMeanwhileStays()
{
    for (const bool answered : {false, true}) {
        HaystackForm form;
        form.setChoice(choiceOf(Kind::Pink));
        form.show();
        QFileDialog* asked = askedForKind(form, Kind::Recording);
        QVERIFY(asked);
        form.setChoice(choiceOf(Kind::Babble));
        if (answered)
            emit asked->fileSelected("/sounds/street.wav");
        else
            asked->reject();
        QCOMPARE(form.choice().haystack.kind, Kind::Babble);
        QVERIFY(form.choice().haystack.file.empty());
    }
}

QTEST_MAIN(PathDialogsTest)
#include "path_dialogs_test.moc"
