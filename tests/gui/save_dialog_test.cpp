#include "tests/gui/session_window.h"
#include "ui/analyze/tag_lists.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

using namespace dass;

namespace {

// A person at the dialog: types a name, says that the file must not be replaced, and gives up.
class Person : public QObject
{
public:
    explicit Person(QString name) : m_name(std::move(name))
    {
        connect(&m_atDialog, &QTimer::timeout, this, [this] { useDialog(); });
        connect(&m_atQuestion, &QTimer::timeout, this, [this] { answer(); });
        m_atDialog.start(10);
        m_atQuestion.start(10);
    }

    QStringList asked;

private:
    void useDialog()
    {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        if (m_typed) {
            dialog->reject();
            return;
        }
        m_typed = true;
        dialog->findChild<QLineEdit*>()->setText(m_name);
        dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
    }

    void answer()
    {
        if (auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
            asked << question->text();
            question->button(QMessageBox::No)->click();
        }
    }

    QString m_name;
    bool m_typed = false;
    QTimer m_atDialog; // it goes on inside the dialog's own question, as two timers do and one does not
    QTimer m_atQuestion;
};

void write(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("mine");
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

// Names without their ending: the question is about the file that would be replaced.
class SaveDialogTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        Theme::install(*qApp, ThemeChoice::Light);
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }

    void asksAboutTheSessionThatIsThere()
    {
        SessionWindow at;
        at.shell.settings.setTagWhenOpened(false);
        at.shell.session->open({at.shell.makeRecording("a.wav", 1)});
        write(at.shell.path("s.dass-session"));
        Person person(at.shell.path("s"));
        actionNamed(*at.window, "Save session as…")->trigger();
        QCOMPARE(person.asked.size(), 1);
        QVERIFY2(person.asked.first().contains("s.dass-session"), qPrintable(person.asked.first()));
        QVERIFY(!at.keeper().isSaving());
        QCOMPARE(contents(at.shell.path("s.dass-session")), QByteArray("mine"));
    }

    void asksAboutTheListThatIsThere()
    {
        SessionWindow at;
        QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 1)}));
        at.shell.session->tags().setLists({.kept = {1}, .leftOut = {}});
        write(at.shell.path("tags.txt"));
        Person person(at.shell.path("tags"));
        actionNamed(*at.window, "Save the tags to keep…")->trigger();
        QCOMPARE(person.asked.size(), 1);
        QVERIFY2(person.asked.first().contains("tags.txt"), qPrintable(person.asked.first()));
        QCOMPARE(contents(at.shell.path("tags.txt")), QByteArray("mine"));
    }
};

QTEST_MAIN(SaveDialogTest)
#include "save_dialog_test.moc"
