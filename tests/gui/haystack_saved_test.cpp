#include "app/haystack/builder_state.h"
#include "app/session/session_file.h"
#include "tests/gui/session_window.h"
#include "ui/haystack/haystack_view.h"
#include "ui/mainwindow/workspaces.h"
#include "ui/style/theme.h"

#include <QDir>
#include <nlohmann/json.hpp>

using namespace dass;

namespace {

// A program with one recording open and the Haystack workspace in front.
struct Started : SessionWindow
{
    // To its end: results that come after a session was saved are unsaved work.
    bool tagDawn() { return shell.waitForBatch({shell.makeRecording("dawn.wav", 4)}); }
    void lookAtHaystack()
    {
        QObject::connect(window->haystack(), &HaystackView::noticed,
                         [this](const QString& title, const QString& text) { told << title + ' ' + text; });
        window->workspaces()->show(window->haystack());
        QVERIFY(QTest::qWaitFor([this] { return window->haystack()->keeper().isRead(); }, 30000));
    }
    HaystackSession& haystack() const { return window->haystack()->session(); }
    bool showsClips(const QStringList& names) const
    {
        return QTest::qWaitFor(
            [&] {
                QStringList all;
                for (const NeedleClip& clip : haystack().needles())
                    all << clip.name;
                return all == names;
            },
            30000);
    }
    void add(const QString& name)
    {
        window->haystack()->addFiles({shell.makeRecording(name, 3)});
        haystack().setLabels(static_cast<int>(haystack().needles().size()) - 1, {"/m/0bt9lr"});
        haystack().stop();
        window->haystack()->keeper().keepNow();
    }
    QString builderFile() const { return QDir(shell.settings.dataFolder()).filePath("haystack-builder.json"); }
    QStringList told;
};

} // namespace

// What is built in the Haystack workspace is part of a session.
class HaystackSavedTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void comesBackWithItsSession();
    void isThereWhenItIsLookedAtLater();
    void changesAreUnsavedWork();
    void anOldSessionLeavesWhatIsBuilt();
    void whatCannotBeReadIsSavedAgainAsItWas();
    void anEditWhileASessionIsReadIsNotTheSessions();
    void whatIsAddedWhileASessionIsLeftIsOnesOwn();
};

void HaystackSavedTest::comesBackWithItsSession()
{
    Started at;
    QVERIFY(at.tagDawn());
    at.lookAtHaystack();
    at.add("dog.wav");
    at.add("bell.wav");
    HaystackChoice choice = at.haystack().choice();
    choice.frames = 30000;
    choice.position = 0.25;
    choice.haystack.kind = niah::HaystackKind::Pink;
    at.haystack().setChoice(choice);
    at.haystack().setRatio(0, -6);
    at.haystack().stop();
    QVERIFY(at.save("s.dass-session"));

    at.start(); // another day, another needle
    at.lookAtHaystack();
    QVERIFY(at.showsClips({"dog", "bell"})); // as it was left
    at.haystack().removeNeedle(1);
    at.haystack().removeNeedle(0);
    at.add("own.wav");
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QVERIFY(at.showsClips({"dog", "bell"}));
    QCOMPARE(at.haystack().choice().frames, std::int64_t{30000});
    QCOMPARE(at.haystack().choice().haystack.kind, niah::HaystackKind::Pink);
    QCOMPARE(*at.haystack().needles()[0].ratio, -6.0);
    QCOMPARE(at.haystack().needles()[1].position, 0.25);
    QVERIFY(!at.keeper().isModified());
    at.haystack().stop();
    at.window->haystack()->keeper().keepNow();
    QVERIFY(!at.keeper().isModified()); // being shown is no change
    QTRY_COMPARE(readBuilderState(at.builderFile().toStdU16String()).clips.size(), std::size_t{1}); // of before

    at.keeper().startAnew();
    QVERIFY(at.showsClips({"own"}));
    at.haystack().stop();
    QVERIFY(at.told.isEmpty());
}

void HaystackSavedTest::isThereWhenItIsLookedAtLater()
{
    Started at;
    QVERIFY(at.tagDawn());
    at.lookAtHaystack();
    at.add("dog.wav");
    QVERIFY(at.save("s.dass-session"));
    at.haystack().removeNeedle(0);
    at.window->haystack()->keeper().keepNow();
    at.start();
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QVERIFY(at.haystack().needles().empty());
    QVERIFY(at.save("again.dass-session")); // although nobody has looked
    QVERIFY(!readSessionFile(at.shell.path("again.dass-session").toStdU16String()).haystack.empty());
    at.lookAtHaystack();
    QVERIFY(at.showsClips({"dog"}));
    at.haystack().stop();
}

void HaystackSavedTest::changesAreUnsavedWork()
{
    Started at;
    QVERIFY(at.tagDawn());
    at.lookAtHaystack();
    at.add("dog.wav");
    at.add("bell.wav");
    QVERIFY(at.save("s.dass-session"));
    QVERIFY(!at.keeper().isModified());
    at.haystack().setCurrent(0); // is no work
    at.haystack().stop();
    at.window->haystack()->keeper().keepNow();
    QVERIFY(!at.keeper().isModified());
    at.haystack().setRatio(0, 3);
    at.haystack().stop();
    QVERIFY(!at.window->close()); // asks at once
    QVERIFY(at.question());
    QVERIFY(at.answer("Save"));
    QTRY_VERIFY(!at.window->isVisible());
    const SessionDocument saved = readSessionFile(at.shell.path("s.dass-session").toStdU16String());
    QCOMPARE(*builderStateOf(saved.haystack, "s").clips[0].ratio, 3.0);
}

void HaystackSavedTest::anOldSessionLeavesWhatIsBuilt()
{
    Started at;
    QVERIFY(at.tagDawn());
    QVERIFY(at.save("old.dass-session")); // as of a version that knew no haystack
    QVERIFY(readSessionFile(at.shell.path("old.dass-session").toStdU16String()).haystack.empty());
    at.lookAtHaystack();
    at.add("dog.wav");
    QVERIFY(at.open(at.shell.path("old.dass-session")));
    QVERIFY(at.showsClips({"dog"}));
    QVERIFY(at.told.isEmpty() && at.problems.isEmpty());
}

void HaystackSavedTest::whatCannotBeReadIsSavedAgainAsItWas()
{
    Started at;
    QVERIFY(at.tagDawn());
    at.lookAtHaystack();
    at.add("dog.wav");
    QVERIFY(at.save("s.dass-session"));
    QFile file(at.shell.path("s.dass-session"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    nlohmann::json session = nlohmann::json::parse(file.readAll().toStdString());
    session["haystack"]["version"] = 99;
    session["haystack"]["tomorrow"] = "more";
    QVERIFY(file.resize(0) && file.seek(0));
    file.write(QByteArray::fromStdString(session.dump()));
    file.close();
    QVERIFY(at.open(at.shell.path("s.dass-session"))); // the rest of it opens
    QCOMPARE(at.told.size(), qsizetype{1});
    QVERIFY2(at.told[0].contains("s.dass-session") && at.told[0].contains("99"), qPrintable(at.told[0]));
    QVERIFY(at.haystack().needles().empty());        // those of before are not this session's
    at.haystack().setChoice(at.haystack().choice()); // no change
    at.haystack().setCurrent(-1);
    at.window->haystack()->keeper().keepNow();
    QVERIFY(at.save("copy.dass-session"));
    const SessionDocument copy = readSessionFile(at.shell.path("copy.dass-session").toStdU16String());
    QVERIFY(nlohmann::json::parse(copy.haystack) == session["haystack"]);
    at.add("bell.wav"); // now it is another one
    QVERIFY(at.save("new.dass-session"));
    const SessionDocument made = readSessionFile(at.shell.path("new.dass-session").toStdU16String());
    QCOMPARE(builderStateOf(made.haystack, "s").clips.size(), std::size_t{1});
}

void HaystackSavedTest::anEditWhileASessionIsReadIsNotTheSessions()
{
    Started at;
    QVERIFY(at.tagDawn());
    at.lookAtHaystack();
    at.add("dog.wav");
    QVERIFY(at.save("s.dass-session"));
    at.start();
    at.lookAtHaystack();
    QVERIFY(at.showsClips({"dog"}));
    at.haystack().removeNeedle(0);
    at.add("own.wav");

    QSignalSpy completed(&at.keeper(), &SessionKeeper::completed);
    at.keeper().open(at.shell.path("s.dass-session"));
    at.haystack().setRatio(0, 3); // of one's own needle
    at.haystack().stop();
    QVERIFY(completed.wait(30000));
    QVERIFY(at.showsClips({"dog"}));
    QVERIFY(!at.haystack().needles()[0].ratio);
    QVERIFY(!at.keeper().isModified());
    at.haystack().stop();
    at.keeper().startAnew();
    QVERIFY(at.showsClips({"own"}));
    QVERIFY(at.haystack().needles()[0].ratio);
    QCOMPARE(*at.haystack().needles()[0].ratio, 3.0);
    at.haystack().stop();
}

// What was one's own is read again by a thread.
void HaystackSavedTest::whatIsAddedWhileASessionIsLeftIsOnesOwn()
{
    Started at;
    QVERIFY(at.tagDawn());
    at.lookAtHaystack();
    at.add("own.wav");
    QVERIFY(at.save("own.dass-session"));
    at.keeper().startAnew();
    QTRY_VERIFY(at.shell.session->recordings().empty());
    at.haystack().removeNeedle(0);
    at.add("dog.wav");
    at.shell.settings.setTagWhenOpened(false);
    at.shell.session->open({at.shell.path("dawn.wav")});
    QVERIFY(at.open(at.shell.path("own.dass-session")));
    QVERIFY(at.showsClips({"own"}));
    at.haystack().stop();

    connect(&at.keeper(), &SessionKeeper::closed, this, [&] { at.add("bell.wav"); });
    at.keeper().startAnew();
    QVERIFY(at.showsClips({"dog", "bell"}));
    at.haystack().stop();
    at.window->haystack()->keeper().keepNow();
    const auto kept = [&] {
        QStringList names;
        for (const NeedleClip& clip : readBuilderState(at.builderFile().toStdU16String()).clips)
            names << clip.name;
        return names;
    };
    QTRY_COMPARE(kept(), (QStringList{"dog", "bell"}));
}

QTEST_MAIN(HaystackSavedTest)
#include "haystack_saved_test.moc"
